// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.format;

/**
 * The characters that must never reach a log as they are: controls (C0, DEL, C1), line
 * and paragraph separators, marks that turn the direction of the text, and halves of
 * surrogate pairs.
 */
final class UnsafeCharacters {

	private static final char[] HEX = "0123456789abcdef".toCharArray();

	private UnsafeCharacters() {
	}

	/**
	 * Whether the character at an index must be escaped.
	 */
	static boolean at(CharSequence text, int index) {
		char c = text.charAt(index);
		if (c < 0x20) {
			return true;
		}
		if (c < 0x7f) {
			return false;
		}
		return c <= 0x9f || isMark(c) || (Character.isSurrogate(c) && isLone(text, index, c));
	}

	// Unicode's Bidi_Control property, the two separators, and the byte order mark.
	private static boolean isMark(char c) {
		return c == '\u061c' || c == '\u200e' || c == '\u200f' || (c >= '\u2028' && c <= '\u202e')
				|| (c >= '\u2066' && c <= '\u2069') || c == '\ufeff';
	}

	private static boolean isLone(CharSequence text, int index, char c) {
		if (Character.isHighSurrogate(c)) {
			return index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1));
		}
		return index == 0 || !Character.isHighSurrogate(text.charAt(index - 1));
	}

	/**
	 * Appends a character as a backslash, {@code u} and four hexadecimal digits.
	 */
	static void appendUnicode(char c, StringBuilder to) {
		to.append("\\u").append(HEX[c >> 12]).append(HEX[(c >> 8) & 0xf]);
		appendHex(c, to);
	}

	/**
	 * Appends the two low hexadecimal digits of a character.
	 */
	static void appendHex(char c, StringBuilder to) {
		to.append(HEX[(c >> 4) & 0xf]).append(HEX[c & 0xf]);
	}

}
