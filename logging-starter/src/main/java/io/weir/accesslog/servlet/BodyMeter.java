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
 * Thread-safe: non-blocking reads and writes may come from any thread.
 */
final class BodyMeter {

	private @Nullable Supplier<@Nullable BodyCapture> opening;

	private @Nullable BodyCapture capture;

	private long bytes;

	private boolean closed;

	BodyMeter(@Nullable Supplier<@Nullable BodyCapture> opening) {
		this.opening = opening;
	}

	synchronized void add(int value) {
		if (!this.closed) {
			this.bytes++;
			BodyCapture kept = capture();
			if (kept != null) {
				kept.append(new byte[] { (byte) value }, 0, 1);
			}
		}
	}

	synchronized void add(byte[] source, int offset, int count) {
		if (count > 0 && !this.closed) {
			this.bytes += count;
			BodyCapture kept = capture();
			if (kept != null) {
				kept.append(source, offset, count);
			}
		}
	}

	/**
	 * Counts what was put into a buffer.
	 */
	synchronized void add(ByteBuffer buffer, int position, int count) {
		if (count > 0 && !this.closed) {
			this.bytes += count;
			BodyCapture kept = capture();
			if (kept != null) {
				kept.append(buffer, position, count);
			}
		}
	}

	/**
	 * Counts bytes without keeping them.
	 */
	synchronized void add(long count) {
		if (count > 0 && !this.closed) {
			this.bytes += count;
		}
	}

	/**
	 * Starts over, as the buffer of the response was reset.
	 */
	synchronized void reset() {
		this.bytes = 0;
		if (this.capture != null) {
			this.capture.clear();
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

	synchronized long bytes() {
		return this.bytes;
	}

	/**
	 * Ends the counting.
	 * @return what was kept, sealed, or {@code null}
	 */
	synchronized @Nullable BodyCapture seal() {
		this.closed = true;
		this.opening = null;
		BodyCapture kept = this.capture;
		if (kept != null) {
			kept.seal();
		}
		return kept;
	}

	private @Nullable BodyCapture capture() {
		if (this.opening != null) {
			this.capture = this.opening.get();
			this.opening = null;
		}
		return this.capture;
	}

}
