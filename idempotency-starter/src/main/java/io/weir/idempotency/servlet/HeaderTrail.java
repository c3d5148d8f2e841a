// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * Which headers were set from within the filter. Only these are recorded: what outer
 * filters set, on their way in or when the response is committed, they set on a replay
 * too.
 */
final class HeaderTrail {

	private static final String VARY = "Vary";

	private static final String CONTENT_TYPE = "Content-Type";

	private static final String CONTENT_LANGUAGE = "Content-Language";

	private final List<Touched> touched = new ArrayList<>(4);

	private @Nullable String language;

	/**
	 * A header was set: all its values are ours.
	 */
	void set(String name) {
		touch(name, 0);
	}

	/**
	 * A value is about to be added: those that are there, if we did not set them, are not
	 * ours.
	 */
	void add(String name, HttpServletResponse response) {
		if (!contains(name)) {
			touch(name, response.getHeaders(name).size());
		}
	}

	/**
	 * The locale was set. Tomcat says so in a header no sooner than it sends the headers,
	 * over whatever is there then.
	 */
	void localeSet(@Nullable Locale locale, HttpServletResponse response) {
		set(CONTENT_LANGUAGE);
		String tag = (locale != null) ? locale.toLanguageTag() : null;
		this.language = Objects.equals(response.getHeader(CONTENT_LANGUAGE), tag) ? null : tag;
	}

	/**
	 * The response was reset.
	 */
	void clear() {
		this.touched.clear();
		this.language = null;
	}

	/**
	 * The headers to record.
	 * @param response the response that holds them
	 * @param excluded names that are never recorded
	 * @return values by name, in the order in which they were first set
	 */
	Map<String, List<String>> read(HttpServletResponse response, Predicate<String> excluded) {
		Map<String, List<String>> headers = new LinkedHashMap<>();
		for (Touched header : this.touched) {
			if (excluded.test(header.name)) {
				continue;
			}
			List<String> values = values(header, response);
			if (!values.isEmpty()) {
				headers.put(header.name, values);
			}
		}
		return headers;
	}

	private List<String> values(Touched header, HttpServletResponse response) {
		if (CONTENT_TYPE.equalsIgnoreCase(header.name)) {
			String contentType = response.getContentType();
			return (contentType != null) ? List.of(contentType) : List.of();
		}
		if (this.language != null && CONTENT_LANGUAGE.equalsIgnoreCase(header.name)) {
			return List.of(this.language);
		}
		List<String> values = new ArrayList<>(response.getHeaders(header.name));
		values.subList(0, Math.min(header.foreign, values.size())).clear();
		if (VARY.equalsIgnoreCase(header.name)) {
			values.removeIf(HeaderTrail::isOfCors);
		}
		return List.copyOf(values);
	}

	// Depends on the retry's own Origin; recorded, it would stand there twice.
	private static boolean isOfCors(String vary) {
		return vary.equalsIgnoreCase("Origin") || vary.equalsIgnoreCase("Access-Control-Request-Method")
				|| vary.equalsIgnoreCase("Access-Control-Request-Headers");
	}

	private boolean contains(String name) {
		for (Touched header : this.touched) {
			if (header.name.equalsIgnoreCase(name)) {
				return true;
			}
		}
		return false;
	}

	private void touch(String name, int foreign) {
		this.touched.removeIf((header) -> header.name.equalsIgnoreCase(name));
		this.touched.add(new Touched(name, foreign));
	}

	/**
	 * A header.
	 *
	 * @param name its name as it was first written
	 * @param foreign how many of its values, the first ones, are not ours
	 */
	private record Touched(String name, int foreign) {
	}

}
