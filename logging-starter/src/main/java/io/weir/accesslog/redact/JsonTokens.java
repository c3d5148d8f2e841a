// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.redact;

/**
 * Finds the ends of the scalar tokens of a JSON text. An end is the index behind the
 * token, {@link #CUT} when the text ends inside it, {@link #INVALID} when it is none.
 */
final class JsonTokens {

	static final int CUT = -1;

	static final int INVALID = -2;

	private static final String ESCAPES = "\"\\/bfnrt";

	private final String text;

	JsonTokens(String text) {
		this.text = text;
	}

	int endOfString(int start) {
		int length = this.text.length();
		for (int i = start + 1; i < length; i++) {
			char c = this.text.charAt(i);
			if (c == '"') {
				return i + 1;
			}
			if (c < 0x20) {
				return INVALID;
			}
			if (c == '\\') {
				int end = endOfEscape(i + 1);
				if (end < 0) {
					return end;
				}
				i = end - 1;
			}
		}
		return CUT;
	}

	private int endOfEscape(int start) {
		if (start == this.text.length()) {
			return CUT;
		}
		char kind = this.text.charAt(start);
		if (kind != 'u') {
			return (ESCAPES.indexOf(kind) >= 0) ? start + 1 : INVALID;
		}
		for (int i = start + 1; i <= start + 4; i++) {
			if (i == this.text.length()) {
				return CUT;
			}
			if (!isHex(this.text.charAt(i))) {
				return INVALID;
			}
		}
		return start + 5;
	}

	private static boolean isHex(char c) {
		return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
	}

	int endOfWord(int start, String word) {
		int available = Math.min(word.length(), this.text.length() - start);
		if (!this.text.startsWith(word.substring(0, available), start)) {
			return INVALID;
		}
		return (available == word.length()) ? start + available : CUT;
	}

	/**
	 * A number that reaches the end of the text is whole only if the text is.
	 */
	int endOfNumber(int start) {
		int i = skip(start, '-');
		if (i < this.text.length() && this.text.charAt(i) == '0') {
			i++;
		}
		else {
			i = digits(i);
		}
		if (i >= 0 && i < this.text.length() && this.text.charAt(i) == '.') {
			i = digits(i + 1);
		}
		if (i >= 0 && i < this.text.length() && (this.text.charAt(i) | 0x20) == 'e') {
			int sign = skip(i + 1, '+');
			i = digits((sign == i + 1) ? skip(sign, '-') : sign);
		}
		return i;
	}

	private int skip(int index, char c) {
		return (index < this.text.length() && this.text.charAt(index) == c) ? index + 1 : index;
	}

	// At least one.
	private int digits(int start) {
		int i = start;
		while (i < this.text.length() && isDigit(this.text.charAt(i))) {
			i++;
		}
		if (i > start) {
			return i;
		}
		return (i == this.text.length()) ? CUT : INVALID;
	}

	private static boolean isDigit(char c) {
		return c >= '0' && c <= '9';
	}

}
