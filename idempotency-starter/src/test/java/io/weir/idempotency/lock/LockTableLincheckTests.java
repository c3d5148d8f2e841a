// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.lock;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import com.github.benmanes.caffeine.cache.Scheduler;
import io.weir.idempotency.StoreKey;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * Lincheck looks for an interleaving of the {@link LockTable}'s operations that no
 * sequence of them explains, or after which somebody waits for a lock that nobody holds.
 */
class LockTableLincheckTests {

	@Test
	void isLinearizableWhenThreeThreadsMeet() {
		// Caffeine's timer wheel turns by more than the default bound when time passes.
		new ModelCheckingOptions().loopBound(5_000)
			.threads(3)
			.actorsPerThread(1)
			.actorsBefore(2)
			.actorsAfter(2)
			.iterations(10)
			.invocationsPerIteration(150)
			.check(Locks.class);
	}

	@Test
	void isLinearizableWhenTwoThreadsDoTwoThings() {
		new ModelCheckingOptions().loopBound(5_000)
			.threads(2)
			.actorsPerThread(2)
			.actorsBefore(2)
			.actorsAfter(1)
			.iterations(10)
			.invocationsPerIteration(150)
			.check(Locks.class);
	}

	@Test
	void isLinearizableUnderStress() {
		new StressOptions().threads(3)
			.actorsPerThread(2)
			.actorsBefore(1)
			.actorsAfter(1)
			.iterations(10)
			.invocationsPerIteration(500)
			.check(Locks.class);
	}

	/**
	 * One key, with time that passes.
	 */
	public static class Locks implements LockWaiter<Integer, Integer> {

		private static final StoreKey KEY = LockTableTests.key(1);

		private final FakeTicker ticker = new FakeTicker();

		private final LockTable<Integer, Integer> table = new LockTable<>(Duration.ofSeconds(5), 10, 10, Runnable::run,
				this.ticker, Scheduler.disabledScheduler());

		private final Queue<LockPlace<Integer, Integer>> places = new ConcurrentLinkedQueue<>();

		private final AtomicInteger waiting = new AtomicInteger();

		@Operation
		public boolean take() {
			return this.table.tryAcquire(KEY, 1) instanceof LockHandle;
		}

		@Operation
		public boolean takeOrWait() {
			Acquisition<Integer, Integer> acquisition = this.table.acquire(KEY, 1, this);
			if (acquisition instanceof LockPlace<Integer, Integer> place) {
				this.waiting.incrementAndGet();
				this.places.add(place);
				return false;
			}
			return true;
		}

		@Operation
		public boolean giveUp() {
			for (var holder = this.table.holder(KEY); holder != null; holder = this.table.holder(KEY)) {
				if (this.table.release(holder)) {
					return true;
				}
			}
			return false;
		}

		@Operation
		public boolean answer() {
			for (var holder = this.table.holder(KEY); holder != null; holder = this.table.holder(KEY)) {
				if (holder.complete(1)) {
					return true;
				}
			}
			return false;
		}

		@Operation
		public boolean leave() {
			for (LockPlace<Integer, Integer> place : this.places) {
				if (place.leave()) {
					this.waiting.decrementAndGet();
					return true;
				}
			}
			return false;
		}

		@Operation
		public void passTime() {
			this.ticker.advance(Duration.ofSeconds(10));
			this.table.expireNow();
		}

		@Validate
		public void isNeverStuck() {
			int held = (this.table.holder(KEY) != null) ? 1 : 0;
			passTime();
			if (this.table.waiting() != this.waiting.get() || this.table.held() != held
					|| held == 0 && this.table.waiting() > 0 || this.table.entries() != held) {
				throw new IllegalStateException("held " + this.table.held() + " of " + held + ", waiting "
						+ this.table.waiting() + " of " + this.waiting + ", entries " + this.table.entries());
			}
		}

		@Override
		public void granted(LockHandle<Integer, Integer> handle) {
			this.waiting.decrementAndGet();
		}

		@Override
		public void answered(Integer outcome) {
			this.waiting.decrementAndGet();
		}

	}

}
