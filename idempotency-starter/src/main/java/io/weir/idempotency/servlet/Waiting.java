// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

import io.weir.idempotency.IdempotencyRecord;
import io.weir.idempotency.IdempotencyStore;
import io.weir.idempotency.lock.Acquisition;
import io.weir.idempotency.lock.LockHandle;
import io.weir.idempotency.lock.LockPlace;
import io.weir.idempotency.lock.LockTable;
import io.weir.idempotency.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * Suspends requests whose key is outstanding. On one instance they queue for the key's
 * lock. The first of them that finds the key outstanding on another instance keeps the
 * lock and asks the store now and then; the others queue behind it.
 */
final class Waiting {

	// A hint of the store's comes sooner; this is for the one that never comes.
	private static final int POLL_MILLIS = 250;

	private final LockTable<Holder, Recorded> locks;

	private final IdempotencyStore store;

	private final Timer timer;

	private final int maxElsewhere;

	private final Outcomes outcomes;

	private final AtomicInteger elsewhere = new AtomicInteger();

	Waiting(LockTable<Holder, Recorded> locks, IdempotencyStore store, Timer timer, int maxElsewhere,
			Outcomes outcomes) {
		this.locks = locks;
		this.store = store;
		this.timer = timer;
		this.maxElsewhere = maxElsewhere;
		this.outcomes = outcomes;
	}

	/**
	 * Suspends a request behind one of this instance.
	 * @return {@code null} when it was suspended; a refusal, or the lock, when it need
	 * not wait
	 */
	Waiter.@Nullable WakeUp behindHolder(KeyedRequest keyed, HttpServletRequest request, HttpServletResponse response) {
		if (!request.isAsyncSupported() || keyed.millisLeft() == 0) {
			return new Waiter.WakeUp.Refusal(Problem.REQUEST_OUTSTANDING);
		}
		Waiter waiter = new Waiter(keyed, null);
		Acquisition<Holder, Recorded> acquisition = this.locks.acquire(keyed.storeKey(),
				new Holder(keyed.fingerprint()), waiter);
		if (acquisition instanceof LockHandle<Holder, Recorded> lock) {
			return new Waiter.WakeUp.Turn(lock);
		}
		if (acquisition instanceof LockPlace<Holder, Recorded> place) {
			waiter.suspend(request, response, place, this.timer);
			return null;
		}
		return new Waiter.WakeUp.Refusal(Problem.REQUEST_OUTSTANDING);
	}

	/**
	 * Suspends a request until the store knows more of a key that is outstanding on
	 * another instance.
	 * @return {@code null} when it was suspended; a refusal when it must not wait, and
	 * then the lock is given up
	 */
	Waiter.@Nullable WakeUp forStore(KeyedRequest keyed, LockHandle<Holder, Recorded> lock, HttpServletRequest request,
			HttpServletResponse response) {
		Waiter waiter = new Waiter(keyed, lock);
		if (!request.isAsyncSupported() || keyed.millisLeft() == 0
				|| this.elsewhere.incrementAndGet() > this.maxElsewhere) {
			this.elsewhere.decrementAndGet();
			waiter.wake(new Waiter.WakeUp.Refusal(Problem.REQUEST_OUTSTANDING));
			return waiter.take();
		}
		waiter.suspend(request, response, null, this.timer);
		new Inquiry(waiter, lock).begin();
		return null;
	}

	/**
	 * A suspended request goes on.
	 */
	void resumed(Waiter waiter) {
		if (waiter.isForStore()) {
			this.elsewhere.decrementAndGet();
		}
		this.outcomes.waited(Duration.ofNanos(waiter.waitedNanos()));
	}

	/**
	 * Requests that are suspended.
	 */
	int count() {
		return this.locks.waiting() + this.elsewhere.get();
	}

	/**
	 * Asks the store until it knows more, or the waiter is awake for another reason.
	 */
	private final class Inquiry {

		private final Waiter waiter;

		private final LockHandle<Holder, Recorded> lock;

		private IdempotencyStore.@Nullable Watch watch;

		Inquiry(Waiter waiter, LockHandle<Holder, Recorded> lock) {
			this.waiter = waiter;
			this.lock = lock;
		}

		void begin() {
			Future<?> unused = Waiting.this.timer.askAfter(0, this::watch);
		}

		private void watch() {
			try {
				this.watch = Waiting.this.store.watch(this.lock.key(), this::askSoon);
			}
			catch (RuntimeException ex) {
				// The waiter still polls.
			}
			poll();
		}

		private void askSoon() {
			Future<?> unused = Waiting.this.timer.askAfter(0, this::ask);
		}

		private void poll() {
			ask();
			if (this.waiter.isAwake()) {
				closeWatch();
			}
			else {
				int jitter = ThreadLocalRandom.current().nextInt(POLL_MILLIS / 4);
				Future<?> unused = Waiting.this.timer.askAfter(POLL_MILLIS + jitter, this::poll);
			}
		}

		private void ask() {
			if (this.waiter.isAwake()) {
				return;
			}
			try {
				Optional<IdempotencyRecord> record = Waiting.this.store.find(this.lock.key());
				if (record.isEmpty() || record.get().isCompleted()) {
					this.waiter.wake(new Waiter.WakeUp.Turn(this.lock));
				}
			}
			catch (RuntimeException ex) {
				// The store may be back before the time is over.
			}
		}

		private void closeWatch() {
			if (this.watch != null) {
				this.watch.close();
			}
		}

	}

}
