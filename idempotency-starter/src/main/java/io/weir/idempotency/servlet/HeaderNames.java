// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * A set of header names, in any case; a name that ends in {@code *} stands for all that
 * begin so. Immutable.
 */
public final class HeaderNames implements Predicate<String> {

	// RFC 9110, section 7.6.1; and what the container works out for each answer anew.
	private static final List<String> NEVER_RECORDED = List.of("Connection", "Keep-Alive", "Proxy-Connection",
			"Proxy-Authenticate", "Proxy-Authorization", "TE", "Trailer", "Transfer-Encoding", "Upgrade",
			"Content-Length");

	private final Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

	private final List<String> prefixes = new ArrayList<>();

	/**
	 * Creates a set, to which the names that no answer may repeat are added.
	 * @param names the names
	 */
	public HeaderNames(Collection<String> names) {
		this.names.addAll(NEVER_RECORDED);
		for (String name : names) {
			if (name.endsWith("*")) {
				this.prefixes.add(name.substring(0, name.length() - 1).toLowerCase(Locale.ROOT));
			}
			else {
				this.names.add(name);
			}
		}
	}

	@Override
	public boolean test(String name) {
		if (this.names.contains(name)) {
			return true;
		}
		for (String prefix : this.prefixes) {
			if (name.regionMatches(true, 0, prefix, 0, prefix.length())) {
				return true;
			}
		}
		return false;
	}

}
