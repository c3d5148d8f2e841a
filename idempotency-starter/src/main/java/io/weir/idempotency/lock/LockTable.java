// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.lock;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import com.github.benmanes.caffeine.cache.Scheduler;
import com.github.benmanes.caffeine.cache.Ticker;
import io.weir.idempotency.StoreKey;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * One lock per key, first come, first served, none of it bound to a thread: a lock is
 * given up through the {@link LockHandle} that holds it, on whatever thread, and whoever
 * waits is called back.
 * <p>
 * Entries live in a Caffeine cache. One that is referred to, by its holder or by one who
 * waits, never expires and is never evicted; one that is not expires after a while, also
 * without traffic. No method blocks.
 *
 * @param <A> what a holder shows to others
 * @param <O> what a holder may answer its waiters with
 */
public final class LockTable<A, O> {

	private static final Log logger = LogFactory.getLog(LockTable.class);

	private final LockEntries<A, O> entries;

	private final Callbacks callbacks;

	private final int maxWaiting;

	private final int maxWaitingPerKey;

	private final AtomicInteger held = new AtomicInteger();

	private final AtomicInteger waiting = new AtomicInteger();

	private final AtomicLong leaked = new AtomicLong();

	/**
	 * Creates an empty table.
	 * @param idleExpiry how long an entry that nobody refers to is kept; zero for not at
	 * all
	 * @param maxWaiting how many may wait in all
	 * @param maxWaitingPerKey how many may wait for one key
	 * @param executor runs what waiters are told; what it refuses, the thread that gives
	 * the lock up runs
	 */
	public LockTable(Duration idleExpiry, int maxWaiting, int maxWaitingPerKey, Executor executor) {
		this(idleExpiry, maxWaiting, maxWaitingPerKey, executor, Ticker.systemTicker(), Scheduler.systemScheduler());
	}

	LockTable(Duration idleExpiry, int maxWaiting, int maxWaitingPerKey, Executor executor, Ticker ticker,
			Scheduler scheduler) {
		this.maxWaiting = maxWaiting;
		this.maxWaitingPerKey = maxWaitingPerKey;
		this.callbacks = new Callbacks(executor);
		this.entries = new LockEntries<>(idleExpiry, ticker, scheduler);
	}

	/**
	 * Asks for a lock without waiting for it.
	 * @param key the key
	 * @param attachment what to show to others while it is held
	 * @return the {@link LockHandle}, or {@link Acquisition.Refused}
	 */
	public Acquisition<A, O> tryAcquire(StoreKey key, A attachment) {
		return acquireOrWait(key, attachment, null);
	}

	/**
	 * Asks for a lock, and waits for it if it is held.
	 * @param key the key
	 * @param attachment what to show to others once it is held
	 * @param waiter told when its time has come, if it has to wait
	 * @return the {@link LockHandle} (the waiter will not be called), a {@link LockPlace}
	 * or {@link Acquisition.TooManyWaiting}
	 */
	public Acquisition<A, O> acquire(StoreKey key, A attachment, LockWaiter<A, O> waiter) {
		return acquireOrWait(key, attachment, waiter);
	}

	/**
	 * Entries in the table, idle ones that have not expired yet included.
	 * @return the number of entries
	 */
	public long entries() {
		return this.entries.size();
	}

	/**
	 * Locks that are held.
	 * @return the number of holders
	 */
	public int held() {
		return this.held.get();
	}

	/**
	 * Those who wait, for whatever key.
	 * @return the number of places taken in all queues
	 */
	public int waiting() {
		return this.waiting.get();
	}

	/**
	 * Holders that were {@linkplain LockHandle#abandon() abandoned} since the start.
	 * @return the number of leaks
	 */
	public long leaked() {
		return this.leaked.get();
	}

	/** Removes what has expired, as the scheduler would. */
	void expireNow() {
		this.entries.expireNow();
	}

	@Nullable LockHandle<A, O> holder(StoreKey key) {
		LockEntry<A, O> entry = this.entries.find(key);
		return (entry != null) ? entry.holder() : null;
	}

	private Acquisition<A, O> acquireOrWait(StoreKey key, A attachment, @Nullable LockWaiter<A, O> waiter) {
		while (true) {
			LockEntry<A, O> entry = this.entries.find(key);
			if (entry == null) {
				LockEntry<A, O> created = new LockEntry<>(key);
				LockHandle<A, O> handle = new LockHandle<>(this, created, attachment);
				created.startWith(handle);
				entry = this.entries.putIfAbsent(created);
				if (entry == null) {
					this.held.incrementAndGet();
					return handle;
				}
			}
			if (entry.retain() || this.entries.pin(entry)) {
				return enter(entry, attachment, waiter);
			}
			// The entry expired or was removed since it was found; there will be another.
			Thread.onSpinWait();
		}
	}

	/** Turns a reference to a pinned entry into a lock or a place, or gives it back. */
	private Acquisition<A, O> enter(LockEntry<A, O> entry, A attachment, @Nullable LockWaiter<A, O> waiter) {
		synchronized (entry) {
			entry.markPinned();
			LockHandle<A, O> holder = entry.holder();
			if (holder == null) {
				LockHandle<A, O> handle = new LockHandle<>(this, entry, attachment);
				entry.holder(handle);
				this.held.incrementAndGet();
				return handle;
			}
			if (waiter != null && entry.queued() < this.maxWaitingPerKey && admitWaiter()) {
				LockPlace<A, O> place = new LockPlace<>(this, entry, attachment, waiter, holder.attachment());
				entry.append(place);
				return place;
			}
			entry.drop(); // not the last: the holder has one
			return (waiter == null) ? new Acquisition.Refused<>(holder.attachment())
					: new Acquisition.TooManyWaiting<>(holder.attachment());
		}
	}

	private boolean admitWaiter() {
		if (this.waiting.incrementAndGet() <= this.maxWaiting) {
			return true;
		}
		this.waiting.decrementAndGet();
		return false;
	}

	boolean leave(LockPlace<A, O> place) {
		synchronized (place.entry) {
			if (!place.entry.remove(place)) {
				return false;
			}
			this.waiting.decrementAndGet();
			place.entry.drop(); // not the last: a queue has a holder
			return true;
		}
	}

	boolean show(LockHandle<A, O> handle, A attachment) {
		List<LockPlace<A, O>> queue = new ArrayList<>();
		synchronized (handle.entry) {
			if (handle.entry.holder() != handle) {
				return false;
			}
			handle.replaceAttachment(attachment);
			for (LockPlace<A, O> place = handle.entry.first(); place != null; place = place.next) {
				queue.add(place);
			}
		}
		queue.forEach((place) -> this.callbacks.holderChanged(place, attachment));
		return true;
	}

	boolean complete(LockHandle<A, O> handle, O outcome) {
		LockEntry<A, O> entry = handle.entry;
		List<LockPlace<A, O>> answered = new ArrayList<>();
		boolean dropped;
		synchronized (entry) {
			if (entry.holder() != handle) {
				return false;
			}
			entry.holder(null);
			this.held.decrementAndGet();
			for (LockPlace<A, O> place = entry.first(); place != null; place = entry.first()) {
				entry.remove(place);
				entry.drop();
				answered.add(place);
			}
			this.waiting.addAndGet(-answered.size());
			dropped = entry.dropUnlessLast();
		}
		if (!dropped) {
			dropLast(entry);
		}
		answered.forEach((place) -> this.callbacks.answer(place, outcome));
		return true;
	}

	boolean release(LockHandle<A, O> handle) {
		LockEntry<A, O> entry = handle.entry;
		LockPlace<A, O> next;
		LockHandle<A, O> successor;
		boolean dropped;
		synchronized (entry) {
			if (entry.holder() != handle) {
				return false;
			}
			next = entry.first();
			successor = (next != null) ? new LockHandle<>(this, entry, next.attachment) : null;
			entry.holder(successor);
			if (next != null) {
				entry.remove(next);
				this.waiting.decrementAndGet();
			}
			else {
				this.held.decrementAndGet();
			}
			dropped = entry.dropUnlessLast();
		}
		if (!dropped) {
			dropLast(entry);
		}
		if (next != null && successor != null) {
			this.callbacks.grant(next, successor);
		}
		return true;
	}

	boolean abandon(LockHandle<A, O> handle) {
		if (!release(handle)) {
			return false;
		}
		this.leaked.incrementAndGet();
		logger.warn("The lock of " + handle.key() + " was still held when its exchange was over. It is taken away"
				+ " and passed on; this is a bug, of this library or of one that wraps requests.");
		return true;
	}

	void dropLast(LockEntry<A, O> entry) {
		this.entries.dropLast(entry, this.held.get());
	}

}
