// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.format;

/**
 * Values and lists of headers as text that is safe wherever it is put.
 */
public final class SafeText {

	private SafeText() {
	}

	/**
	 * Escapes what JSON would carry as it is although a terminal or a viewer obeys it:
	 * all that {@link #plain(String)} escapes but the C0 controls.
	 * @param text the text
	 * @return the text itself when there is nothing to escape
	 */
	public static String forJson(String text) {
		return escaped(text, ' ');
	}

	/**
	 * Escapes controls, line separators, bidi marks and halves of surrogate pairs.
	 * @param text the text
	 * @return the text itself when there is nothing to escape
	 */
	public static String plain(String text) {
		return escaped(text, '\0');
	}

	/**
	 * Renders a value as JSON on one line.
	 * @param value a string, number, boolean, or a list or map of such
	 * @return the JSON text
	 */
	public static String json(Object value) {
		StringBuilder json = new StringBuilder();
		JsonText.value(value, json);
		return json.toString();
	}

	private static String escaped(String text, char from) {
		StringBuilder escaped = null;
		int clean = 0;
		for (int i = 0; i < text.length(); i++) {
			if (text.charAt(i) >= from && UnsafeCharacters.at(text, i)) {
				escaped = (escaped != null) ? escaped : new StringBuilder(text.length() + 16);
				escaped.append(text, clean, i);
				UnsafeCharacters.appendUnicode(text.charAt(i), escaped);
				clean = i + 1;
			}
		}
		return (escaped != null) ? escaped.append(text, clean, text.length()).toString() : text;
	}

}
