// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.lock;

/**
 * What came of asking for a lock: the lock itself, a place in its queue, or a refusal.
 *
 * @param <A> what a holder shows to others
 * @param <O> what a holder may answer its waiters with
 */
public sealed interface Acquisition<A, O>
		permits LockHandle, LockPlace, Acquisition.Refused, Acquisition.TooManyWaiting {

	/**
	 * The lock is held, and the caller did not ask to wait.
	 *
	 * @param <A> what a holder shows to others
	 * @param <O> what a holder may answer its waiters with
	 * @param holder what the holder showed at that moment
	 */
	record Refused<A, O>(A holder) implements Acquisition<A, O> {
	}

	/**
	 * The lock is held, and no more may wait for it: the key's limit or the table's is
	 * reached.
	 *
	 * @param <A> what a holder shows to others
	 * @param <O> what a holder may answer its waiters with
	 * @param holder what the holder showed at that moment
	 */
	record TooManyWaiting<A, O>(A holder) implements Acquisition<A, O> {
	}

}
