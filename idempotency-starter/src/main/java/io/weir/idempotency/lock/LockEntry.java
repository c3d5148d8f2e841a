// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.lock;

import io.weir.idempotency.StoreKey;
import org.jspecify.annotations.Nullable;

/**
 * The state of one key's lock, guarded by its own monitor, which is held for a few
 * instructions and never while calling out.
 * <p>
 * References are the holder, those queued, and callers about to become either. The table
 * keeps an entry for good while it is <em>pinned</em>, and pins it before a reference is
 * acted upon. Whoever drops the last one unpins the entry in the same step in which the
 * cache learns that it may expire.
 */
final class LockEntry<A, O> {

	final StoreKey key;

	private int references;

	private boolean pinned;

	private boolean removed;

	private @Nullable LockHandle<A, O> holder;

	private @Nullable LockPlace<A, O> first;

	private @Nullable LockPlace<A, O> last;

	private int queued;

	LockEntry(StoreKey key) {
		this.key = key;
	}

	/** Makes a holder of an entry that nobody else knows of yet. */
	synchronized void startWith(LockHandle<A, O> holder) {
		this.references = 1;
		this.pinned = true;
		this.holder = holder;
	}

	/**
	 * Takes a reference, unless the entry was removed.
	 * @return whether the entry is pinned; if not, the caller pins it before going on
	 */
	synchronized boolean retain() {
		if (!this.removed) {
			this.references++;
		}
		return this.pinned;
	}

	/**
	 * Drops the reference if it is the last, and marks the entry as removed, because it
	 * can still be found for a moment.
	 * @return whether the caller is to remove the entry from the table
	 */
	synchronized boolean dropIfLast() {
		if (this.references > 1) {
			return false;
		}
		this.removed = drop();
		return true;
	}

	synchronized boolean isRemoved() {
		return this.removed;
	}

	/**
	 * Drops a reference.
	 * @return whether it was the last, so that the entry may expire
	 */
	synchronized boolean drop() {
		this.references--;
		this.pinned = this.references > 0;
		return !this.pinned;
	}

	/** Drops a reference unless it is the last, which the cache has to be told of. */
	synchronized boolean dropUnlessLast() {
		if (this.references == 1) {
			return false;
		}
		this.references--;
		return true;
	}

	synchronized void markPinned() {
		this.pinned = true;
	}

	synchronized @Nullable LockHandle<A, O> holder() {
		return this.holder;
	}

	synchronized void holder(@Nullable LockHandle<A, O> holder) {
		this.holder = holder;
	}

	synchronized int queued() {
		return this.queued;
	}

	synchronized @Nullable LockPlace<A, O> first() {
		return this.first;
	}

	synchronized void append(LockPlace<A, O> place) {
		LockPlace<A, O> before = this.last;
		if (before != null) {
			before.next = place;
			place.previous = before;
		}
		else {
			this.first = place;
		}
		this.last = place;
		this.queued++;
	}

	/**
	 * Takes a place out of the queue, wherever it stands.
	 * @return whether it was still queued
	 */
	synchronized boolean remove(LockPlace<A, O> place) {
		if (!place.queued) {
			return false;
		}
		LockPlace<A, O> before = place.previous;
		LockPlace<A, O> after = place.next;
		if (before != null) {
			before.next = after;
		}
		else {
			this.first = after;
		}
		if (after != null) {
			after.previous = before;
		}
		else {
			this.last = before;
		}
		place.queued = false;
		place.previous = null;
		place.next = null;
		this.queued--;
		return true;
	}

}
