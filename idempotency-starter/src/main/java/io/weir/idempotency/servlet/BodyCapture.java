// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a copy of a body up to a limit; above it none at all, or all of it in a file when
 * the answer is held back. Written by one thread at a time, as the response is.
 */
final class BodyCapture extends OutputStream {

	private static final Log logger = LogFactory.getLog(BodyCapture.class);

	private static final byte[] NONE = {};

	private final int limit;

	private byte[] bytes = NONE;

	private int size;

	private long written;

	private boolean whole = true;

	private volatile boolean abandoned;

	private boolean spilling;

	private @Nullable SpillFile file;

	/**
	 * Creates an empty capture.
	 * @param limit how many bytes to keep in memory, inclusive
	 */
	BodyCapture(int limit) {
		this.limit = limit;
	}

	@Override
	public void write(int b) throws IOException {
		write(new byte[] { (byte) b }, 0, 1);
	}

	@Override
	public void write(byte[] b, int offset, int length) throws IOException {
		this.written += length;
		if (this.whole && this.written > this.limit) {
			overflow();
		}
		else if (this.abandoned) {
			discard();
		}
		if (this.whole) {
			keep(b, offset, length);
		}
		else if (this.spilling) {
			spill(b, offset, length);
		}
	}

	private void keep(byte[] b, int offset, int length) {
		if (this.bytes.length < this.size + length) {
			int doubled = (int) Math.min(this.limit, 2L * this.bytes.length);
			this.bytes = Arrays.copyOf(this.bytes, Math.max(doubled, this.size + length));
		}
		System.arraycopy(b, offset, this.bytes, this.size, length);
		this.size += length;
	}

	private void overflow() throws IOException {
		if (this.spilling) {
			spill(this.bytes, 0, this.size);
		}
		discard();
	}

	private void spill(byte[] b, int offset, int length) throws IOException {
		SpillFile target = this.file;
		if (target == null) {
			target = new SpillFile();
			this.file = target;
		}
		target.write(b, offset, length);
	}

	/**
	 * From now on, or no longer, a body above the limit goes to a file.
	 */
	void spilling(boolean spilling) {
		this.spilling = spilling;
	}

	/**
	 * Makes room for a body of a known length, or gives up at once.
	 */
	void expect(long length) {
		if (this.spilling && length > this.limit) {
			return;
		}
		if (length > this.limit) {
			discard();
		}
		else if (this.whole && length > this.bytes.length) {
			this.bytes = Arrays.copyOf(this.bytes, (int) length);
		}
	}

	/**
	 * Keeps nothing of this body in memory any more.
	 */
	void discard() {
		this.whole = false;
		this.bytes = NONE;
		this.size = 0;
	}

	/**
	 * The copy is of no use any more. Unlike the others, any thread may say so.
	 */
	void abandon() {
		this.abandoned = true;
	}

	/**
	 * Forgets what was written, as the response did.
	 */
	void reset() {
		this.whole = true;
		this.size = 0;
		this.written = 0;
		deleteFile();
	}

	/**
	 * Deletes the file, if there is one.
	 */
	void deleteFile() {
		SpillFile spilled = this.file;
		this.file = null;
		if (spilled != null) {
			try {
				spilled.close();
			}
			catch (IOException ex) {
				logger.warn("A temporary file of a held answer was not deleted", ex);
			}
		}
	}

	/**
	 * Whether every byte that was written is kept in memory.
	 */
	boolean isWhole() {
		return this.whole && !this.abandoned;
	}

	/**
	 * How much was written, kept or not.
	 */
	long written() {
		return this.written;
	}

	/**
	 * The bytes kept in memory, which are not to be changed.
	 */
	byte[] toByteArray() {
		if (this.bytes.length != this.size) {
			this.bytes = Arrays.copyOf(this.bytes, this.size);
		}
		return this.bytes;
	}

	/**
	 * Sees to it that what was spilled is in the file.
	 * @throws IOException when it is not, so that the answer cannot be sent whole
	 */
	void seal() throws IOException {
		if (this.file != null) {
			this.file.flush();
		}
	}

	/**
	 * What is kept, in memory or in the file, from an index on.
	 */
	InputStream read(int from) throws IOException {
		return (this.file != null) ? this.file.read() : new ByteArrayInputStream(this.bytes, from, this.size - from);
	}

}
