// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.lock;

import io.weir.idempotency.StoreKey;

/**
 * The lock on one key, held from the moment it is handed out until it is closed, once, by
 * whichever way comes first. After that every method returns {@code false} and changes
 * nothing. Safe for use by several threads; bound to none.
 *
 * @param <A> what a holder shows to others
 * @param <O> what a holder may answer its waiters with
 */
public final class LockHandle<A, O> implements Acquisition<A, O>, AutoCloseable {

	final LockEntry<A, O> entry;

	private final LockTable<A, O> table;

	private volatile A attachment;

	LockHandle(LockTable<A, O> table, LockEntry<A, O> entry, A attachment) {
		this.table = table;
		this.entry = entry;
		this.attachment = attachment;
	}

	/**
	 * The key that is held.
	 * @return the key
	 */
	public StoreKey key() {
		return this.entry.key;
	}

	/**
	 * Whether this handle still holds the lock.
	 * @return {@code false} once it was closed, completed or abandoned
	 */
	public boolean isHeld() {
		return this.entry.holder() == this;
	}

	/**
	 * What this holder shows to those who find the lock held.
	 * @return the attachment
	 */
	public A attachment() {
		return this.attachment;
	}

	/**
	 * Shows something else from now on; those who wait are told.
	 * @param attachment what to show
	 * @return whether the lock is still held
	 */
	public boolean show(A attachment) {
		return this.table.show(this, attachment);
	}

	/**
	 * Gives the lock up and answers all who wait for it. Whoever comes later finds it
	 * free.
	 * @param outcome what they are answered with
	 * @return whether the lock was still held
	 */
	public boolean complete(O outcome) {
		return this.table.complete(this, outcome);
	}

	/**
	 * Gives the lock up without an outcome: the one who has waited longest is granted it.
	 * Does nothing when it is no longer held.
	 */
	@Override
	public void close() {
		this.table.release(this);
	}

	/**
	 * Takes the lock from a holder whose exchange is over although it was never closed.
	 * Told in the log, counted, and passed on as by {@link #close()}; nothing that the
	 * former holder does counts any more. Does nothing when the lock is no longer held,
	 * so it is safe to call at the end of every exchange.
	 * @return whether there was a leak
	 */
	public boolean abandon() {
		return this.table.abandon(this);
	}

	void replaceAttachment(A attachment) {
		this.attachment = attachment;
	}

}
