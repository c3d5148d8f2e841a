// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.servlet;

import java.util.Collection;
import java.util.List;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * The paths whose exchanges are logged.
 */
public final class PathSelection {

	private final List<PathPattern> included;

	private final List<PathPattern> excluded;

	private final boolean all;

	/**
	 * Makes a selection.
	 * @param include patterns of paths to log
	 * @param exclude patterns of paths not to log, which win
	 * @throws org.springframework.web.util.pattern.PatternParseException when one of them
	 * is no path pattern
	 */
	public PathSelection(Collection<String> include, Collection<String> exclude) {
		this.included = include.stream().map(PathPatternParser.defaultInstance::parse).toList();
		this.excluded = exclude.stream().map(PathPatternParser.defaultInstance::parse).toList();
		this.all = include.contains("/**") && exclude.isEmpty();
	}

	/**
	 * Whether no path needs a closer look.
	 */
	boolean isAll() {
		return this.all;
	}

	boolean contains(PathContainer path) {
		return this.all || (matches(this.included, path) && !matches(this.excluded, path));
	}

	private static boolean matches(List<PathPattern> patterns, PathContainer path) {
		for (PathPattern pattern : patterns) {
			if (pattern.matches(path)) {
				return true;
			}
		}
		return false;
	}

}
