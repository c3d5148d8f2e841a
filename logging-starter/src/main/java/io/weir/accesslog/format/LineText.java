// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.format;

import org.jspecify.annotations.Nullable;

/**
 * Values inside a plain line, escaped as Apache does it ({@code ap_escape_logitem}):
 * {@code \"}, {@code \\}, {@code \n}, {@code \x07}; what lies beyond its ASCII becomes
 * <code>&#92;u2028</code>.
 */
final class LineText {

	private LineText() {
	}

	/**
	 * Appends a value that stands between quotes; {@code -} when absent.
	 */
	static void quoted(@Nullable String value, StringBuilder line) {
		append(value, false, line);
	}

	/**
	 * Appends a value that ends at the next space, so that spaces are escaped too;
	 * {@code -} when absent.
	 */
	static void bare(@Nullable String value, StringBuilder line) {
		append(value, true, line);
	}

	private static void append(@Nullable String value, boolean escapeSpace, StringBuilder line) {
		if (value == null || value.isEmpty()) {
			line.append('-');
			return;
		}
		int clean = 0;
		for (int i = 0; i < value.length(); i++) {
			char c = value.charAt(i);
			boolean special = c == '"' || c == '\\' || (c == ' ' && escapeSpace);
			if (special || UnsafeCharacters.at(value, i)) {
				line.append(value, clean, i);
				escape(c, line);
				clean = i + 1;
			}
		}
		line.append(value, clean, value.length());
	}

	private static void escape(char c, StringBuilder line) {
		switch (c) {
			case '"', '\\' -> line.append('\\').append(c);
			case '\b' -> line.append("\\b");
			case '\t' -> line.append("\\t");
			case '\n' -> line.append("\\n");
			case '\u000b' -> line.append("\\v");
			case '\r' -> line.append("\\r");
			default -> {
				if (c < 0x80) {
					line.append("\\x");
					UnsafeCharacters.appendHex(c, line);
				}
				else {
					UnsafeCharacters.appendUnicode(c, line);
				}
			}
		}
	}

}
