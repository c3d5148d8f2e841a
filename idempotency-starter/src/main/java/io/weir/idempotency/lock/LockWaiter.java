// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.lock;

/**
 * What a waiter is told. Exactly one of {@link #granted} and {@link #answered} is called,
 * once, unless {@link LockPlace#leave()} returned {@code true}; it may be called before
 * {@code acquire} has returned. Called on the table's executor, under no lock, never from
 * within another callback. A callback that throws is logged; a lock that was granted to
 * it is given up.
 *
 * @param <A> what a holder shows to others
 * @param <O> what a holder may answer its waiters with
 */
public interface LockWaiter<A, O> {

	/**
	 * The one before ended without an outcome: the lock is the waiter's.
	 * @param handle the lock; the waiter closes it
	 */
	void granted(LockHandle<A, O> handle);

	/**
	 * The holder ended with an outcome, which answers the waiter too.
	 * @param outcome the holder's outcome
	 */
	void answered(O outcome);

	/**
	 * The holder shows something else than when the waiter came. A hint: it may come
	 * late, out of order, or after the waiter was granted or answered.
	 * @param holder what the holder shows
	 */
	default void holderChanged(A holder) {
	}

}
