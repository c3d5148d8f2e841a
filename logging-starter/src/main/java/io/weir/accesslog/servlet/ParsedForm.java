// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.servlet;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Writes a form again that the container has parsed, and that therefore nobody saw pass
 * by.
 */
final class ParsedForm {

	private ParsedForm() {
	}

	/**
	 * The form without the parameters of the query, whose values come first (Servlet 6.1
	 * section 3.1).
	 * @param maxLength where to stop: a little more than this is returned of a longer
	 * form
	 */
	static String text(Map<String, String[]> parameters, @Nullable String query, int maxLength) {
		Map<String, Integer> ofQuery = namesOf(query);
		StringBuilder text = new StringBuilder();
		for (Map.Entry<String, String[]> parameter : parameters.entrySet()) {
			String[] values = parameter.getValue();
			for (int i = ofQuery.getOrDefault(parameter.getKey(), 0); i < values.length; i++) {
				if (text.length() > maxLength) {
					return text.toString();
				}
				text.append(text.isEmpty() ? "" : "&").append(encode(parameter.getKey(), maxLength));
				text.append('=').append(encode(values[i], maxLength));
			}
		}
		return text.toString();
	}

	private static String encode(String value, int maxLength) {
		String some = (value.length() > maxLength) ? value.substring(0, maxLength + 1) : value;
		return URLEncoder.encode(some, StandardCharsets.UTF_8);
	}

	private static Map<String, Integer> namesOf(@Nullable String query) {
		Map<String, Integer> names = new HashMap<>();
		if (query != null) {
			for (String pair : query.split("&", -1)) {
				String name = pair.substring(0, (pair.indexOf('=') < 0) ? pair.length() : pair.indexOf('='));
				names.merge(decode(name), 1, Integer::sum);
			}
		}
		return names;
	}

	private static String decode(String name) {
		try {
			return URLDecoder.decode(name, StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			return name;
		}
	}

}
