// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

/**
 * The end of an answer, held back until the answer is recorded. A client that has read
 * the last byte may repeat its request at once, and the repeat should find the record.
 * <p>
 * A container sends the end of most answers after the filter returned, and nothing is
 * held. The exception is an answer of a declared length that the handler itself writes to
 * its end or flushes: there, what would complete it is held until the handler is done.
 * Within a unit of work that demands it, the whole answer is.
 */
final class HeldTail {

	private final BodyCapture capture;

	private boolean holding;

	private boolean everything;

	private int from = -1;

	private boolean flush;

	private boolean close;

	HeldTail(BodyCapture capture) {
		this.capture = capture;
	}

	/**
	 * From now on, or no longer, is held what would complete the answer.
	 */
	void holding(boolean holding) {
		this.holding = holding;
	}

	boolean isHolding() {
		return this.holding || this.everything;
	}

	/**
	 * Holds the whole answer.
	 */
	void everything(boolean everything) {
		this.everything = everything;
	}

	boolean holdsEverything() {
		return this.everything;
	}

	/**
	 * Whether bytes just captured are held back rather than handed on.
	 * @param before how much was written before them
	 * @param declaredLength the declared length, or -1
	 */
	boolean holds(long before, long declaredLength) {
		if (this.everything && !this.capture.isWhole()) {
			throw new IllegalStateException("An answer that is recorded in the handler's transaction may not be "
					+ "larger than weir.idempotency.record.max-body-size");
		}
		boolean completes = declaredLength >= 0 && this.capture.written() >= declaredLength;
		if (this.from < 0 && this.capture.isWhole() && (this.everything || (this.holding && completes))) {
			this.from = (int) before;
		}
		return this.from >= 0;
	}

	/**
	 * Whether a flush is held back.
	 * @param declaredLength the declared length, or -1
	 */
	boolean holdsFlush(long declaredLength) {
		boolean completes = declaredLength >= 0 && this.capture.written() >= declaredLength && this.capture.isWhole();
		if (this.everything || (this.holding && (this.from >= 0 || completes))) {
			this.flush = true;
			return true;
		}
		return false;
	}

	/**
	 * Whether a close is held back.
	 */
	boolean holdsClose() {
		if (this.everything || this.holding) {
			this.close = true;
			return true;
		}
		return false;
	}

	/**
	 * Whether the application was told that its answer is on the way, although it is
	 * held.
	 */
	boolean isCommitted() {
		return this.flush || this.close;
	}

	/**
	 * Index of the first captured byte that is held, or -1.
	 */
	int from() {
		return this.from;
	}

	boolean isFlushHeld() {
		return this.flush;
	}

	boolean isCloseHeld() {
		return this.close;
	}

	/**
	 * Nothing is held any more.
	 */
	void reset() {
		this.from = -1;
		this.flush = false;
		this.close = false;
	}

}
