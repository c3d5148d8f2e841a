// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.body;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory of all bodies that are kept at one time. Thread-safe; never over its limit.
 */
public final class BodyBudget {

	private final long limitBytes;

	private final AtomicLong usedBytes = new AtomicLong();

	/**
	 * Makes a budget with nothing used.
	 * @param limitBytes the most that may be used at one time, inclusive
	 */
	public BodyBudget(long limitBytes) {
		if (limitBytes < 0) {
			throw new IllegalArgumentException("The limit must not be negative: " + limitBytes);
		}
		this.limitBytes = limitBytes;
	}

	/**
	 * Takes a piece out of the budget, whole or not at all.
	 * @param bytes the size of the piece
	 * @return whether it was taken
	 */
	public boolean tryReserve(int bytes) {
		long used;
		do {
			used = this.usedBytes.get();
			if (used + bytes > this.limitBytes) {
				return false;
			}
		}
		while (!this.usedBytes.compareAndSet(used, used + bytes));
		return true;
	}

	/**
	 * Gives a piece back.
	 * @param bytes the size of the piece
	 */
	public void release(int bytes) {
		this.usedBytes.addAndGet(-bytes);
	}

	/**
	 * What is taken now.
	 * @return bytes, 0 to the limit
	 */
	public long usedBytes() {
		return this.usedBytes.get();
	}

	/**
	 * The most that may be taken at one time.
	 * @return bytes
	 */
	public long limitBytes() {
		return this.limitBytes;
	}

}
