// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.redact;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

import io.weir.accesslog.body.KeptBody;
import org.jspecify.annotations.Nullable;

/**
 * The text of a kept body. Decoded strictly: bytes that the application may read as other
 * characters than we do (an overlong form, another charset) would hide a name from
 * redaction.
 */
final class BodyText {

	private static final char BYTE_ORDER_MARK = '\ufeff';

	private static final char REPLACEMENT = '\ufffd';

	private BodyText() {
	}

	/**
	 * Decodes a kept body, without a character that was cut at its end; {@code null} when
	 * it cannot be told what it says.
	 */
	static @Nullable String decode(KeptBody body) {
		Charset charset = body.charset();
		if (!isPlain(charset)) {
			return null;
		}
		int length = body.length();
		if (body.truncated() && charset.equals(StandardCharsets.UTF_8)) {
			length = wholeUtf8(body.bytes(), length);
		}
		String text = new String(body.bytes(), 0, length, charset);
		if (text.indexOf(REPLACEMENT) >= 0 && !isWellFormed(body.bytes(), length, charset)) {
			return null;
		}
		return (text.indexOf(BYTE_ORDER_MARK) >= 0 || text.indexOf('\0') >= 0) ? null : text;
	}

	// One byte a character with ASCII as it is, or UTF-8: the only ones that can be cut.
	private static boolean isPlain(Charset charset) {
		String name = charset.name();
		return charset.equals(StandardCharsets.UTF_8) || charset.equals(StandardCharsets.US_ASCII)
				|| name.startsWith("ISO-8859-") || name.startsWith("windows-125");
	}

	/**
	 * The length without an incomplete character at the end, which is at most three bytes
	 * (RFC 3629 §3).
	 */
	private static int wholeUtf8(byte[] bytes, int length) {
		int start = length - 1;
		while (start >= 0 && start > length - 4 && (bytes[start] & 0xc0) == 0x80) {
			start--;
		}
		if (start < 0) {
			return length;
		}
		int lead = bytes[start] & 0xff;
		int needed = (lead >= 0xf0) ? 4 : (lead >= 0xe0) ? 3 : (lead >= 0xc0) ? 2 : 1;
		return (length - start < needed) ? start : length;
	}

	private static boolean isWellFormed(byte[] bytes, int length, Charset charset) {
		try {
			charset.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length));
			return true;
		}
		catch (CharacterCodingException ex) {
			return false;
		}
	}

}
