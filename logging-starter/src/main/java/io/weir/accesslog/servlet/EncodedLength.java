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

	private final boolean onJetty;

	private final boolean singleByte;

	private final @Nullable CharsetEncoder encoder;

	private char pending;

	EncodedLength(Charset charset, boolean onJetty) {
		this.onJetty = onJetty;
		// UTF-8, and Jetty's ISO 8859-1, which writes one byte for half a pair, too.
		boolean counted = charset.equals(StandardCharsets.UTF_8)
				|| (onJetty && charset.equals(StandardCharsets.ISO_8859_1));
		this.singleByte = counted && !charset.equals(StandardCharsets.UTF_8);
		this.encoder = counted ? null
				: charset.newEncoder()
					.onMalformedInput(CodingErrorAction.REPLACE)
					.onUnmappableCharacter(CodingErrorAction.REPLACE);
	}

	long of(CharSequence text) {
		if (this.encoder != null) {
			return encoded(text, this.encoder);
		}
		return this.singleByte ? text.length() : utf8(text);
	}

	private long utf8(CharSequence text) {
		long bytes = 0;
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (this.pending != 0) {
				bytes += Character.isLowSurrogate(c) ? 4 : loneSurrogate();
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
				bytes += Character.isLowSurrogate(c) ? loneSurrogate() : 3;
			}
		}
		return bytes;
	}

	/**
	 * Half a surrogate pair is a question mark, on Jetty three bytes of invalid UTF-8.
	 */
	private int loneSurrogate() {
		return this.onJetty ? 3 : 1;
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
