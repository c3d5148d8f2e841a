// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.io.OutputStream;
import java.util.Arrays;

/**
 * Keeps a copy of a body up to a limit; above it, none at all. Written by one thread at a
 * time, as the response is.
 */
final class BodyCapture extends OutputStream {

	private static final byte[] NONE = {};

	private final int limit;

	private byte[] bytes = NONE;

	private int size;

	private long written;

	private boolean whole = true;

	/**
	 * Creates an empty capture.
	 * @param limit how many bytes to keep, inclusive
	 */
	BodyCapture(int limit) {
		this.limit = limit;
	}

	@Override
	public void write(int b) {
		write(new byte[] { (byte) b }, 0, 1);
	}

	@Override
	public void write(byte[] b, int offset, int length) {
		this.written += length;
		if (!this.whole) {
			return;
		}
		if (this.written > this.limit) {
			discard();
			return;
		}
		if (this.bytes.length < this.size + length) {
			int doubled = (int) Math.min(this.limit, 2L * this.bytes.length);
			this.bytes = Arrays.copyOf(this.bytes, Math.max(doubled, this.size + length));
		}
		System.arraycopy(b, offset, this.bytes, this.size, length);
		this.size += length;
	}

	/**
	 * Makes room for a body of a known length, or gives up at once.
	 */
	void expect(long length) {
		if (length > this.limit) {
			discard();
		}
		else if (this.whole && length > this.bytes.length) {
			this.bytes = Arrays.copyOf(this.bytes, (int) length);
		}
	}

	/**
	 * Keeps nothing of this body any more.
	 */
	void discard() {
		this.whole = false;
		this.bytes = NONE;
		this.size = 0;
	}

	/**
	 * Forgets what was written, as the response did.
	 */
	void reset() {
		this.whole = true;
		this.size = 0;
		this.written = 0;
	}

	/**
	 * Whether every byte that was written is kept.
	 */
	boolean isWhole() {
		return this.whole;
	}

	/**
	 * How much was written, kept or not.
	 */
	long written() {
		return this.written;
	}

	/**
	 * The kept bytes, which are not to be changed.
	 */
	byte[] toByteArray() {
		if (this.bytes.length != this.size) {
			this.bytes = Arrays.copyOf(this.bytes, this.size);
		}
		return this.bytes;
	}

}
