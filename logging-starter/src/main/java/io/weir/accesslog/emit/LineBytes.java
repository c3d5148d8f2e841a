// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.emit;

import java.util.Arrays;

/**
 * A line as UTF-8 with its line end, in an array that is used again. Not safe for use by
 * several threads.
 */
final class LineBytes {

	private static final int MAX_REUSED_BYTES = 64 * 1024;

	private byte[] array = new byte[1024];

	private int length;

	/**
	 * Encodes a line; halves of surrogate pairs become {@code ?}.
	 */
	int encode(CharSequence line) {
		if (this.array.length > MAX_REUSED_BYTES) {
			this.array = new byte[1024];
		}
		this.length = 0;
		int chars = line.length();
		for (int i = 0; i < chars; i++) {
			char c = line.charAt(i);
			if (c < 0x80) {
				add(c);
			}
			else if (Character.isHighSurrogate(c) && i + 1 < chars && Character.isLowSurrogate(line.charAt(i + 1))) {
				i++;
				addWide(Character.toCodePoint(c, line.charAt(i)));
			}
			else {
				addWide(Character.isSurrogate(c) ? '?' : c);
			}
		}
		add('\n');
		return this.length;
	}

	byte[] array() {
		return this.array;
	}

	// RFC 3629 §3.
	private void addWide(int codePoint) {
		if (codePoint < 0x80) {
			add(codePoint);
		}
		else if (codePoint < 0x800) {
			add(0xc0 | (codePoint >> 6));
			add(0x80 | (codePoint & 0x3f));
		}
		else if (codePoint < 0x10000) {
			add(0xe0 | (codePoint >> 12));
			add(0x80 | ((codePoint >> 6) & 0x3f));
			add(0x80 | (codePoint & 0x3f));
		}
		else {
			add(0xf0 | (codePoint >> 18));
			add(0x80 | ((codePoint >> 12) & 0x3f));
			add(0x80 | ((codePoint >> 6) & 0x3f));
			add(0x80 | (codePoint & 0x3f));
		}
	}

	private void add(int b) {
		if (this.length == this.array.length) {
			this.array = Arrays.copyOf(this.array, this.length * 2);
		}
		this.array[this.length++] = (byte) b;
	}

}
