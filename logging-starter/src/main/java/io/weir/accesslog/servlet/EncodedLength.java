// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.servlet;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * How many bytes characters take on the wire. A surrogate pair may be split between two
 * calls. Not thread-safe.
 */
final class EncodedLength {

	private final boolean utf8;

	private final @Nullable CharsetEncoder encoder;

	private char pending;

	EncodedLength(Charset charset) {
		this.utf8 = charset.equals(StandardCharsets.UTF_8);
		this.encoder = this.utf8 ? null
				: charset.newEncoder()
					.onMalformedInput(CodingErrorAction.REPLACE)
					.onUnmappableCharacter(CodingErrorAction.REPLACE);
	}

	long of(CharSequence text) {
		return (this.encoder != null) ? encoded(text, this.encoder) : utf8(text);
	}

	private long utf8(CharSequence text) {
		long bytes = 0;
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (this.pending != 0) {
				// A high surrogate alone is written as a question mark.
				bytes += Character.isLowSurrogate(c) ? 4 : 1;
				this.pending = 0;
				if (Character.isLowSurrogate(c)) {
					continue;
				}
			}
			if (c < 0x80) {
				bytes++;
			}
			else if (c < 0x800) {
				bytes += 2;
			}
			else if (Character.isHighSurrogate(c)) {
				this.pending = c;
			}
			else {
				bytes += Character.isLowSurrogate(c) ? 1 : 3;
			}
		}
		return bytes;
	}

	private long encoded(CharSequence text, CharsetEncoder encoder) {
		CharBuffer chars = CharBuffer.wrap((this.pending != 0) ? this.pending + text.toString() : text);
		this.pending = 0;
		ByteBuffer scratch = ByteBuffer.allocate(256);
		long bytes = 0;
		while (encoder.encode(chars, scratch, false).isOverflow()) {
			bytes += scratch.position();
			scratch.clear();
		}
		if (chars.hasRemaining()) {
			this.pending = chars.get();
		}
		return bytes + scratch.position();
	}

}
