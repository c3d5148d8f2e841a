// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.lock;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import io.weir.idempotency.StoreKey;

/**
 * Many threads that take, wait for, give up, answer, leave and abandon locks at random,
 * on few hot keys and many others, each ending what another began; with its own count of
 * who holds what.
 */
final class LockStorm {

	private static final int HOT = 4;

	private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);

	private final LockTable<Integer, Integer> table;

	private final int threads;

	private final int mostIdle;

	private final ExecutorService executor;

	private final AtomicIntegerArray holders = new AtomicIntegerArray(HOT);

	private final Queue<Held> unfinished = new ConcurrentLinkedQueue<>();

	private final Queue<Waiter> waiters = new ConcurrentLinkedQueue<>();

	private final AtomicInteger live = new AtomicInteger();

	private final AtomicInteger mostLive = new AtomicInteger();

	private final AtomicLong mostEntries = new AtomicLong();

	private final AtomicLong nextKey = new AtomicLong(HOT);

	private final AtomicLong waited = new AtomicLong();

	private final AtomicLong told = new AtomicLong();

	private final Queue<String> violations = new ConcurrentLinkedQueue<>();

	LockStorm(Duration idleExpiry, int threads) {
		this.threads = threads;
		this.mostIdle = idleExpiry.isZero() ? 0 : LockEntries.MAX_IDLE + threads;
		this.executor = Executors.newFixedThreadPool(threads + 2);
		this.table = new LockTable<>(idleExpiry, 100, 50, this.executor);
	}

	/** Asks for locks so many times, then waits until all is quiet. */
	List<String> run(long requests, long seed, Runnable now) throws Exception {
		try {
			AtomicLong left = new AtomicLong(requests);
			SplittableRandom seeds = new SplittableRandom(seed);
			List<Future<?>> workers = new ArrayList<>();
			for (int i = 0; i < this.threads; i++) {
				SplittableRandom random = seeds.split();
				workers.add(this.executor.submit(() -> {
					for (long n = left.getAndDecrement(); n > 0; n = left.getAndDecrement()) {
						step(random);
						if (n % (requests / 10) == 0) {
							now.run();
						}
					}
				}));
			}
			for (Future<?> worker : workers) {
				worker.get(1, TimeUnit.HOURS);
			}
			settle();
			return List.copyOf(this.violations);
		}
		finally {
			this.executor.shutdownNow();
		}
	}

	long entries() {
		return this.table.entries();
	}

	private void step(SplittableRandom random) {
		request(random);
		if (random.nextInt(4) == 0) {
			Waiter waiter = this.waiters.poll();
			if (waiter != null) {
				waiter.leave();
			}
		}
		while (this.unfinished.size() > random.nextInt(64)) {
			finish(random.nextInt(10));
		}
		long entries = this.table.entries();
		this.mostEntries.accumulateAndGet(entries, Math::max);
	}

	private void request(SplittableRandom random) {
		boolean hot = random.nextInt(3) == 0;
		long number = hot ? random.nextInt(HOT) : this.nextKey.getAndIncrement();
		StoreKey key = new StoreKey(hex(number));
		this.mostLive.accumulateAndGet(this.live.incrementAndGet(), Math::max);
		Waiter waiter = new Waiter((int) Math.min(number, HOT));
		boolean waits = random.nextBoolean();
		Acquisition<Integer, Integer> acquisition = waits ? this.table.acquire(key, 0, waiter)
				: this.table.tryAcquire(key, 0);
		if (acquisition instanceof LockHandle<Integer, Integer> handle) {
			hold(waiter.number, handle);
		}
		else if (acquisition instanceof LockPlace<Integer, Integer> place) {
			this.waited.incrementAndGet();
			waiter.place = place;
			this.waiters.add(waiter);
		}
		else {
			this.live.decrementAndGet();
		}
	}

	private void hold(int number, LockHandle<Integer, Integer> handle) {
		if (number < HOT && this.holders.incrementAndGet(number) != 1) {
			this.violations.add("two holders of one key");
		}
		if (!handle.isHeld()) {
			this.violations.add("a lock that is not held was handed out");
		}
		this.unfinished.add(new Held(number, handle));
	}

	private void finish(int how) {
		Held held = this.unfinished.poll();
		if (held == null) {
			return;
		}
		if (held.number < HOT) {
			this.holders.decrementAndGet(held.number);
		}
		if (how < 3) {
			held.handle.show(1);
			held.handle.complete(1);
		}
		else {
			held.handle.close();
		}
		if (how % 2 == 0) {
			held.handle.close();
			held.handle.complete(2);
		}
		this.live.decrementAndGet();
	}

	private void settle() {
		long deadline = System.nanoTime() + PATIENCE;
		while (this.table.held() > 0 || this.told.get() < this.waited.get() || this.table.entries() > 0) {
			finish(9);
			if (this.unfinished.isEmpty()) {
				LockSupport.parkNanos(100_000);
				this.table.expireNow();
			}
			if (System.nanoTime() > deadline || !this.violations.isEmpty()
					|| this.live.get() == 0 && this.table.held() + this.table.waiting() != 0) {
				break;
			}
		}
		check("held", this.table.held());
		check("waiting", this.table.waiting());
		check("entries", this.table.entries());
		check("never told", this.waited.get() - this.told.get());
		check("live", this.live.get());
		long allowed = this.mostLive.get() + this.mostIdle;
		check("entries above live requests", Math.max(0, this.mostEntries.get() - allowed));
	}

	private void check(String what, long value) {
		if (value != 0) {
			this.violations.add(what + ": " + value);
		}
	}

	private static String hex(long number) {
		String digits = Long.toHexString(number);
		return "0".repeat(64 - digits.length()) + digits;
	}

	private record Held(int number, LockHandle<Integer, Integer> handle) {
	}

	private final class Waiter implements LockWaiter<Integer, Integer> {

		private final int number;

		private final AtomicInteger ends = new AtomicInteger();

		private volatile LockPlace<Integer, Integer> place;

		Waiter(int number) {
			this.number = number;
		}

		void leave() {
			if (this.place.leave()) {
				end();
				LockStorm.this.live.decrementAndGet();
			}
		}

		@Override
		public void granted(LockHandle<Integer, Integer> handle) {
			end();
			hold(this.number, handle);
		}

		@Override
		public void answered(Integer outcome) {
			end();
			LockStorm.this.live.decrementAndGet();
		}

		private void end() {
			LockStorm.this.told.incrementAndGet();
			if (this.ends.incrementAndGet() != 1) {
				LockStorm.this.violations.add("a waiter was told twice");
			}
		}

	}

}
