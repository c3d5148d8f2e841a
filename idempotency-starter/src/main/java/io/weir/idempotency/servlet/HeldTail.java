// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * The end of an answer, held back until the answer is recorded. A client that has read
 * the last byte may repeat its request at once, and the repeat should find the record.
 * <p>
 * A container sends the end of most answers after the filter returned, and nothing is
 * held. The exception is an answer of a declared length that the handler itself writes to
 * its end or flushes: there, what would complete it is held until the handler is done.
 * <p>
 * Within a unit of work that demands it, the whole answer is held. What of it is too
 * large to be recorded goes through a file: the transaction cannot be committed before
 * the handler returned, since it may still fail, and no byte may leave before the commit,
 * since it would acknowledge what may be undone. So memory stays bounded, and the price
 * is paid in disk and in time to the first byte.
 */
final class HeldTail {

	private final BodyCapture capture;

	private boolean holding;

	// There while everything is held. An asynchronous handler's own thread may write
	// before the one that started it has committed, and gives the answer free.
	private volatile @Nullable ReentrantLock everything;

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
		return this.holding || holdsEverything();
	}

	/**
	 * Holds the whole answer.
	 */
	void everything(boolean everything) {
		this.everything = everything ? new ReentrantLock() : null;
		this.capture.spilling(everything);
	}

	boolean holdsEverything() {
		return this.everything != null;
	}

	/**
	 * Does something with the answer while nobody else does, if it is held whole.
	 */
	void exclusively(Step step) throws IOException {
		ReentrantLock lock = this.everything;
		if (lock == null) {
			step.take();
			return;
		}
		lock.lock();
		try {
			step.take();
		}
		finally {
			lock.unlock();
		}
	}

	/**
	 * Whether bytes just captured are held back rather than handed on.
	 * @param before how much was written before them
	 * @param declaredLength the declared length, or -1
	 */
	boolean holds(long before, long declaredLength) {
		boolean completes = declaredLength >= 0 && this.capture.written() >= declaredLength && this.capture.isWhole();
		if (this.from < 0 && (holdsEverything() || (this.holding && completes))) {
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
		if (holdsEverything() || (this.holding && (this.from >= 0 || completes))) {
			this.flush = true;
			return true;
		}
		return false;
	}

	/**
	 * Whether a close is held back.
	 */
	boolean holdsClose() {
		if (isHolding()) {
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
		this.capture.deleteFile();
		this.from = -1;
		this.flush = false;
		this.close = false;
	}

	/**
	 * Something done to an answer.
	 */
	@FunctionalInterface
	interface Step {

		void take() throws IOException;

	}

}
