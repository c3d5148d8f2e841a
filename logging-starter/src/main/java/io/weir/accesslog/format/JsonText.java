// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.format;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * JSON values (RFC 8259) that are safe in a log: on one line, nothing in them that a
 * terminal or a viewer would obey.
 */
final class JsonText {

	// Deeper than any sane field; a map that holds itself must not end the writing
	// thread.
	private static final int MAX_DEPTH = 32;

	private JsonText() {
	}

	static void string(CharSequence text, StringBuilder json) {
		json.append('"');
		int clean = 0;
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c == '"' || c == '\\' || UnsafeCharacters.at(text, i)) {
				json.append(text, clean, i);
				escape(c, json);
				clean = i + 1;
			}
		}
		json.append(text, clean, text.length()).append('"');
	}

	private static void escape(char c, StringBuilder json) {
		switch (c) {
			case '"', '\\' -> json.append('\\').append(c);
			case '\n' -> json.append("\\n");
			case '\r' -> json.append("\\r");
			case '\t' -> json.append("\\t");
			default -> UnsafeCharacters.appendUnicode(c, json);
		}
	}

	/**
	 * Appends any value: numbers, booleans, lists and maps as such, the rest as text.
	 */
	static void value(@Nullable Object value, StringBuilder json) {
		value(value, MAX_DEPTH, json);
	}

	private static void value(@Nullable Object value, int depth, StringBuilder json) {
		if (value == null || value instanceof Boolean || FieldValues.isFinite(value)) {
			json.append(value);
		}
		else if (value instanceof Map<?, ?> map && depth > 0) {
			char separator = '{';
			for (Map.Entry<?, ?> member : map.entrySet()) {
				json.append(separator);
				string(String.valueOf(member.getKey()), json);
				json.append(':');
				value(member.getValue(), depth - 1, json);
				separator = ',';
			}
			json.append((separator == '{') ? "{}" : "}");
		}
		else if (value instanceof Iterable<?> list && depth > 0) {
			char separator = '[';
			for (Object element : list) {
				json.append(separator);
				value(element, depth - 1, json);
				separator = ',';
			}
			json.append((separator == '[') ? "[]" : "]");
		}
		else {
			string((depth > 0) ? value.toString() : "…", json);
		}
	}

}
