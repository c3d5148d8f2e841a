// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.servlet;

import java.nio.ByteBuffer;
import java.util.function.Supplier;

import io.weir.accesslog.body.BodyCapture;
import org.jspecify.annotations.Nullable;

/**
 * Counts the bytes of one body as they pass, and keeps the first ones when asked to.
 * Whether they are kept is decided at the first byte, when the media type is known.
 * <p>
 * Thread-safe: non-blocking reads and writes may come from any thread. The lock is never
 * held while the container reads or writes.
 */
final class BodyMeter {

	private final @Nullable Supplier<@Nullable BodyCapture> opening;

	private @Nullable BodyCapture capture;

	private boolean decided;

	private long bytes;

	private long declaredBytes = -1;

	private boolean declaredInstead;

	private boolean encoded;

	private boolean closed;

	BodyMeter(@Nullable Supplier<@Nullable BodyCapture> opening) {
		this.opening = opening;
	}

	synchronized void count(long count) {
		if (count > 0 && !this.closed) {
			this.bytes += count;
		}
	}

	synchronized void keep(byte[] source, int offset, int count) {
		BodyCapture kept = capture(count);
		if (kept != null) {
			kept.append(source, offset, count);
		}
	}

	synchronized void keep(ByteBuffer source, int position, int count) {
		BodyCapture kept = capture(count);
		if (kept != null) {
			kept.append(source, position, count);
		}
	}

	synchronized void keep(int value) {
		BodyCapture kept = capture(1);
		if (kept != null) {
			kept.append((byte) value);
		}
	}

	synchronized void keep(CharSequence text) {
		BodyCapture kept = capture(text.length());
		if (kept != null) {
			kept.append(text);
		}
	}

	/**
	 * Counts bytes that nobody saw. A body with a hole is not kept: what it hides could
	 * be the name of a secret.
	 */
	synchronized void skip(long count) {
		BodyCapture kept = capture((int) Math.min(count, 1));
		if (kept != null) {
			kept.omit("partly skipped");
		}
		count(count);
	}

	/**
	 * Starts over, as the container's buffer was emptied.
	 */
	synchronized void reset() {
		if (!this.closed) {
			this.bytes = 0;
			if (this.capture != null) {
				this.capture.release();
				this.capture = null;
			}
			// What comes now may be of another type.
			this.decided = false;
		}
	}

	/**
	 * Counts nothing more until {@link #reopen()}: the container throws away what comes.
	 */
	synchronized void close() {
		this.closed = true;
	}

	synchronized void reopen() {
		this.closed = false;
	}

	synchronized boolean isClosed() {
		return this.closed;
	}

	/**
	 * Takes the length that was declared for the body, or -1: more never goes out.
	 */
	synchronized void declared(long bytes) {
		this.declaredBytes = bytes;
	}

	/**
	 * The container takes the body itself, unseen: its declared length stands for it.
	 */
	synchronized void unseen(long declared) {
		this.declaredBytes = declared;
		this.declaredInstead = true;
	}

	/**
	 * Whether the container took the body itself.
	 */
	synchronized boolean isUnseen() {
		return this.declaredInstead && this.bytes == 0 && !this.closed && !this.decided;
	}

	boolean isWanted() {
		return this.opening != null;
	}

	/**
	 * The container left the body alone after all.
	 */
	synchronized void untouched() {
		this.declaredInstead = false;
	}

	/**
	 * The container says how many bytes it read: the length of an unseen body that
	 * declared none.
	 */
	synchronized void readByContainer(long count) {
		if (this.declaredInstead && this.declaredBytes < 0) {
			this.declaredBytes = count;
		}
	}

	/**
	 * A reader came to the end of the body, whose characters may hide malformed bytes:
	 * the declared length, if there is one, is what was read.
	 */
	synchronized void readToEnd(long declared) {
		if (declared >= 0 && !this.closed) {
			this.bytes = declared;
		}
	}

	/**
	 * The body's bytes are compressed or otherwise encoded, no text.
	 */
	synchronized void encoded(boolean encoded) {
		this.encoded = encoded;
	}

	/**
	 * What was counted.
	 * @return bytes, or -1 when the container took a body of unknown length
	 */
	synchronized long bytes() {
		if (this.bytes == 0 && this.declaredInstead) {
			return this.declaredBytes;
		}
		return (this.declaredBytes >= 0) ? Math.min(this.bytes, this.declaredBytes) : this.bytes;
	}

	/**
	 * Ends counting and keeping.
	 * @return what was kept, sealed, or {@code null}
	 */
	synchronized @Nullable BodyCapture seal() {
		this.closed = true;
		this.decided = true;
		BodyCapture kept = this.capture;
		this.capture = null;
		if (kept != null) {
			kept.seal();
		}
		return kept;
	}

	private @Nullable BodyCapture capture(int count) {
		if (count <= 0 || this.closed) {
			return null;
		}
		if (this.opening != null && !this.decided) {
			this.decided = true;
			this.capture = this.opening.get();
			if (this.encoded && this.capture != null) {
				this.capture.omit("encoded");
			}
		}
		return this.capture;
	}

}
