// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.redact;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

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
	 * Decodes a piece of text as UTF-8; {@code null} when a percent sign is not followed
	 * by two hexadecimal digits.
	 */
	static @Nullable String decode(String text, int start, int end) {
		if (!isEncoded(text, start, end)) {
			return text.substring(start, end);
		}
		StringBuilder decoded = new StringBuilder(end - start);
		for (int i = start; i < end;) {
			char c = text.charAt(i);
			if (c == '%') {
				ByteArrayOutputStream bytes = new ByteArrayOutputStream();
				i = octets(text, i, end, bytes);
				if (i < 0) {
					return null;
				}
				decoded.append(bytes.toString(StandardCharsets.UTF_8));
			}
			else {
				decoded.append((c == '+') ? ' ' : c);
				i++;
			}
		}
		return decoded.toString();
	}

	// A character of several bytes is several triplets: they are decoded together.
	private static int octets(String text, int start, int end, ByteArrayOutputStream bytes) {
		int i = start;
		while (i < end && text.charAt(i) == '%') {
			int high = (i + 2 < end) ? Character.digit(text.charAt(i + 1), 16) : -1;
			int low = (i + 2 < end) ? Character.digit(text.charAt(i + 2), 16) : -1;
			if (high < 0 || low < 0) {
				return -1;
			}
			bytes.write((high << 4) + low);
			i += 3;
		}
		return i;
	}

}
