// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.lock;

import org.jspecify.annotations.Nullable;

/**
 * A place in the queue for a lock. It ends when its waiter is granted or answered, or
 * leaves. Safe for use by several threads; bound to none.
 *
 * @param <A> what a holder shows to others
 * @param <O> what a holder may answer its waiters with
 */
public final class LockPlace<A, O> implements Acquisition<A, O> {

	final LockEntry<A, O> entry;

	final A attachment;

	final LockWaiter<A, O> waiter;

	private final LockTable<A, O> table;

	private final A holder;

	// Guarded by the entry, as are the links of the queue.
	boolean queued = true;

	@Nullable LockPlace<A, O> previous;

	@Nullable LockPlace<A, O> next;

	LockPlace(LockTable<A, O> table, LockEntry<A, O> entry, A attachment, LockWaiter<A, O> waiter, A holder) {
		this.table = table;
		this.entry = entry;
		this.attachment = attachment;
		this.waiter = waiter;
		this.holder = holder;
	}

	/**
	 * What the holder showed when this place was taken. Later changes are told by
	 * {@link LockWaiter#holderChanged}.
	 * @return the holder's attachment
	 */
	public A holder() {
		return this.holder;
	}

	/**
	 * Leaves the queue: the time is over, or the client is gone.
	 * @return {@code true} when the place was given up, and neither {@code granted} nor
	 * {@code answered} will be called; {@code false} when one of them was or will be, or
	 * the place was left before
	 */
	public boolean leave() {
		return this.table.leave(this);
	}

}
