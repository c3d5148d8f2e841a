// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.servlet;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The headers that are asked for: some by name, or all.
 */
public final class HeaderNames {

	private final List<String> names;

	private final boolean all;

	/**
	 * Makes a selection.
	 * @param names the names in any case, {@code *} for all
	 */
	public HeaderNames(Collection<String> names) {
		this.names = List.copyOf(names);
		this.all = names.contains("*");
	}

	boolean isEmpty() {
		return this.names.isEmpty();
	}

	Map<String, List<String>> select(Collection<String> present, Function<String, Collection<String>> values) {
		Map<String, List<String>> selected = new LinkedHashMap<>();
		for (String name : this.all ? present : this.names) {
			Collection<String> found = values.apply(name);
			if (!found.isEmpty()) {
				selected.putIfAbsent(name, List.copyOf(found));
			}
		}
		return Collections.unmodifiableMap(selected);
	}

}
