// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.redact;

/**
 * The escapes of JSON strings (RFC 8259 §7). A backslash that begins none stands for
 * itself.
 */
final class JsonEscapes {

	private static final String SHORT = "\"\\/bfnrt";

	private static final String MEANINGS = "\"\\/\b\f\n\r\t";

	private JsonEscapes() {
	}

	/**
	 * Whether the backslash at an index begins an escape.
	 */
	static boolean isEscape(String text, int index, int end) {
		if (index + 1 >= end) {
			return false;
		}
		return SHORT.indexOf(text.charAt(index + 1)) >= 0 || number(text, index, end) >= 0;
	}

	// The character in \\u0000, -1 when it is none.
	private static int number(String text, int index, int end) {
		if (index + 6 > end || text.charAt(index + 1) != 'u') {
			return -1;
		}
		int number = 0;
		for (int i = index + 2; i < index + 6; i++) {
			int digit = Character.digit(text.charAt(i), 16);
			if (digit < 0) {
				return -1;
			}
			number = (number << 4) + digit;
		}
		return number;
	}

	/**
	 * A piece of text with its escapes resolved.
	 */
	static String decode(String text, int start, int end) {
		int i = PairRedactor.indexOr(text, '\\', start, end);
		if (i == end) {
			return text.substring(start, end);
		}
		StringBuilder decoded = new StringBuilder(end - start).append(text, start, i);
		while (i < end) {
			char c = text.charAt(i);
			if (c != '\\' || !isEscape(text, i, end)) {
				decoded.append(c);
				i++;
				continue;
			}
			int number = number(text, i, end);
			decoded.append((number >= 0) ? (char) number : MEANINGS.charAt(SHORT.indexOf(text.charAt(i + 1))));
			i += (number >= 0) ? 6 : 2;
		}
		return decoded.toString();
	}

}
