// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.redact;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * Hides the pieces of a path that stand for secret variables of its route: of
 * {@code /reset/abc} all but {@code /reset/} when the route is
 * <code>/reset/{token}</code>. A path that cannot be laid over its route (it was
 * forwarded elsewhere, say) is hidden whole. Safe for use by several threads.
 */
final class PathVariables {

	// Routes are the application's own: there are not so many.
	private static final int MAX_KNOWN = 10_000;

	private static final Route HARMLESS = new Route(List.of(), false);

	private final SecretNames names;

	private final String mask;

	private final Map<String, Route> known = new ConcurrentHashMap<>();

	PathVariables(SecretNames names, String mask) {
		this.names = names;
		this.mask = mask;
	}

	String hide(String path, @Nullable String route) {
		if (route == null || route.indexOf('{') < 0) {
			return path;
		}
		Route parsed = this.known.get(route);
		if (parsed == null) {
			parsed = parse(route);
			if (this.known.size() < MAX_KNOWN) {
				this.known.put(route, parsed);
			}
		}
		return parsed.hasSecrets() ? hide(path, parsed) : path;
	}

	private String hide(String path, Route route) {
		List<String> segments = segments(path);
		// The context path and the servlet's stand in front of what the route describes.
		int latest = segments.size() - route.leastSegments();
		for (int offset = 0; offset <= latest; offset++) {
			List<String> hidden = new ArrayList<>(segments);
			if (lay(route.parts(), 0, segments, offset, hidden)) {
				return (path.startsWith("/") ? "/" : "") + String.join("/", hidden);
			}
		}
		return this.mask;
	}

	private boolean lay(List<Part> parts, int part, List<String> segments, int segment, List<String> hidden) {
		if (part == parts.size()) {
			return segment == segments.size();
		}
		Part next = parts.get(part);
		if (!next.many()) {
			if (segment == segments.size() || !next.fits(segments.get(segment))
					|| !lay(parts, part + 1, segments, segment + 1, hidden)) {
				return false;
			}
			if (next.secret()) {
				hidden.set(segment, this.mask);
			}
			return true;
		}
		for (int end = segments.size(); end >= segment; end--) {
			if (lay(parts, part + 1, segments, end, hidden)) {
				for (int i = segment; i < end && next.secret(); i++) {
					hidden.set(i, this.mask);
				}
				return true;
			}
		}
		return false;
	}

	private static List<String> segments(String path) {
		return List.of((path.startsWith("/") ? path.substring(1) : path).split("/", -1));
	}

	private Route parse(String route) {
		List<Part> parts = new ArrayList<>();
		boolean secrets = false;
		for (String segment : segmentsOfRoute(route)) {
			boolean secret = holdsSecret(segment);
			secrets |= secret;
			boolean many = segment.equals("**") || segment.startsWith("{*");
			boolean literal = segment.indexOf('{') < 0 && segment.indexOf('*') < 0 && segment.indexOf('?') < 0;
			parts.add(new Part(literal ? segment : null, many, secret));
		}
		return secrets ? new Route(parts, true) : HARMLESS;
	}

	// A regular expression in a variable may hold slashes.
	private static List<String> segmentsOfRoute(String route) {
		List<String> segments = new ArrayList<>();
		int depth = 0;
		int start = route.startsWith("/") ? 1 : 0;
		for (int i = start; i < route.length(); i++) {
			char c = route.charAt(i);
			depth += (c == '{') ? 1 : (c == '}') ? -1 : 0;
			if (c == '/' && depth == 0) {
				segments.add(route.substring(start, i));
				start = i + 1;
			}
		}
		segments.add(route.substring(start));
		return segments;
	}

	private boolean holdsSecret(String segment) {
		for (int open = segment.indexOf('{'); open >= 0; open = segment.indexOf('{', open + 1)) {
			int start = segment.startsWith("*", open + 1) ? open + 2 : open + 1;
			int end = start;
			while (end < segment.length() && segment.charAt(end) != '}' && segment.charAt(end) != ':') {
				end++;
			}
			if (this.names.matches(segment, start, end)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * A route, by its segments.
	 */
	private record Route(List<Part> parts, boolean hasSecrets) {

		int leastSegments() {
			return (int) this.parts.stream().filter((part) -> !part.many()).count();
		}

	}

	/**
	 * A segment of a route, or any number of them.
	 */
	private record Part(@Nullable String literal, boolean many, boolean secret) {

		// Encoded letters are not compared: what has them may be the literal.
		boolean fits(String segment) {
			if (this.literal == null) {
				return true;
			}
			int end = segment.indexOf(';');
			String name = (end < 0) ? segment : segment.substring(0, end);
			return this.literal.equals(PercentText.decode(name, 0, name.length())) || this.literal.equals(name);
		}

	}

}
