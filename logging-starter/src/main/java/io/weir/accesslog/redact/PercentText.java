// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.redact;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Percent-encoded text (RFC 3986 §2.1, and {@code +} for a space as forms have it).
 */
final class PercentText {

	private PercentText() {
	}

	static boolean isEncoded(String text, int start, int end) {
		for (int i = start; i < end; i++) {
			if (text.charAt(i) == '%' || text.charAt(i) == '+') {
				return true;
			}
		}
		return false;
	}

	/**
	 * Whether a percent sign is not followed by two hexadecimal digits.
	 */
	static boolean isMalformed(String text, int start, int end) {
		for (int i = start; i < end; i++) {
			if (text.charAt(i) == '%' && !isTriplet(text, i, end)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Whether the percent sign at an index is followed by two hexadecimal digits.
	 */
	static boolean isTriplet(String text, int index, int end) {
		return index + 2 < end && octet(text, index) >= 0;
	}

	private static int octet(String text, int index) {
		int high = Character.digit(text.charAt(index + 1), 16);
		int low = Character.digit(text.charAt(index + 2), 16);
		return (high < 0 || low < 0) ? -1 : (high << 4) + low;
	}

	/**
	 * Decodes a piece of text as UTF-8. A percent sign that begins no triplet stands for
	 * itself.
	 */
	static String decode(String text, int start, int end) {
		if (!isEncoded(text, start, end)) {
			return text.substring(start, end);
		}
		StringBuilder decoded = new StringBuilder(end - start);
		for (int i = start; i < end;) {
			char c = text.charAt(i);
			if (c != '%' || !isTriplet(text, i, end)) {
				decoded.append((c == '+') ? ' ' : c);
				i++;
			}
			else if (octet(text, i) < 0x80) {
				decoded.append((char) octet(text, i));
				i += 3;
			}
			else {
				i = character(text, i, end, decoded);
			}
		}
		return decoded.toString();
	}

	// A character of several bytes is several triplets: they are decoded together.
	private static int character(String text, int start, int end, StringBuilder decoded) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		int i = start;
		while (i < end && text.charAt(i) == '%' && isTriplet(text, i, end)) {
			bytes.write(octet(text, i));
			i += 3;
		}
		decoded.append(bytes.toString(StandardCharsets.UTF_8));
		return i;
	}

}
