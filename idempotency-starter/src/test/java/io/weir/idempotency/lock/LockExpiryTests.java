// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.lock;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import com.github.benmanes.caffeine.cache.Scheduler;
import io.weir.idempotency.StoreKey;
import io.weir.idempotency.lock.Acquisition.Refused;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for when entries of the {@link LockTable} expire, with interleavings forced
 * through the clock that the cache reads in the middle of its work.
 */
class LockExpiryTests {

	private static final Duration IDLE = Duration.ofSeconds(5);

	private static final Duration LONG = Duration.ofDays(400);

	private static final StoreKey KEY = LockTableTests.key(1);

	private final FakeTicker ticker = new FakeTicker();

	private final LockTable<String, String> table = table(IDLE);

	private final RecordingWaiter waiter = new RecordingWaiter();

	@Test
	void expiresWhenNobodyRefersToIt() {
		hold(this.table).close();
		pass(IDLE.minusMillis(1));
		assertThat(this.table.entries()).isEqualTo(1);
		pass(Duration.ofSeconds(3));
		assertThat(this.table.entries()).isZero();
	}

	@Test
	void staysWhileItIsHeld() {
		LockHandle<String, String> handle = hold(this.table);
		pass(LONG);
		assertThat(this.table.entries()).isEqualTo(1);
		assertThat(handle.isHeld()).isTrue();
		assertThat(this.table.tryAcquire(KEY, "other")).isInstanceOf(Refused.class);
	}

	@Test
	void staysWhileItIsHeldAgainAfterAnIdleTime() {
		for (int i = 0; i < 40; i++) {
			LockHandle<String, String> handle = hold(this.table);
			pass(IDLE.multipliedBy(2));
			assertThat(this.table.tryAcquire(KEY, "other")).isInstanceOf(Refused.class);
			handle.close();
			pass(IDLE.dividedBy(2));
		}
		assertThat(this.table.entries()).isEqualTo(1);
		pass(IDLE.multipliedBy(2));
		assertThat(this.table.entries()).isZero();
	}

	@Test
	void staysWhenHandedOver() {
		LockHandle<String, String> holder = hold(this.table);
		this.table.acquire(KEY, "waiter", this.waiter);
		holder.close();
		pass(LONG);
		assertThat(this.table.tryAcquire(KEY, "other")).isInstanceOf(Refused.class);
		this.waiter.handles.get(0).close();
		pass(IDLE.multipliedBy(2));
		assertThat(this.table.entries()).isZero();
	}

	@Test
	void expiresWhenWaitersWereAnsweredOrLeft() {
		LockHandle<String, String> holder = hold(this.table);
		((LockPlace<String, String>) this.table.acquire(KEY, "waiter", new RecordingWaiter())).leave();
		this.table.acquire(KEY, "waiter", this.waiter);
		holder.complete("outcome");
		pass(IDLE.multipliedBy(2));
		assertThat(this.table.entries()).isZero();
	}

	@Test
	void isRemovedAtOnceWhenIdleEntriesAreNotKept() {
		LockTable<String, String> none = table(Duration.ZERO);
		LockHandle<String, String> holder = hold(none);
		none.acquire(KEY, "waiter", this.waiter);
		holder.close();
		assertThat(none.entries()).isEqualTo(1);
		this.waiter.handles.get(0).close();
		assertThat(none.entries()).isZero();
		hold(none).close();
		assertThat(none.entries()).isZero();
	}

	@Test
	void isRemovedAtOnceWhenTooManyAreIdle() {
		for (int i = 0; i < 3 * LockEntries.MAX_IDLE; i++) {
			((LockHandle<String, String>) this.table.tryAcquire(LockTableTests.key(i), "holder")).close();
		}
		assertThat(this.table.entries()).isBetween((long) LockEntries.MAX_IDLE, LockEntries.MAX_IDLE + 1L);
		pass(IDLE.multipliedBy(2));
		assertThat(this.table.entries()).isZero();
	}

	@Test
	void takesANewEntryWhenTheIdleOneExpiresAfterItWasFound() {
		LockHandle<String, String> former = hold(this.table);
		former.close();
		this.ticker.onNextRead(() -> this.ticker.advance(IDLE.multipliedBy(2)));
		LockHandle<String, String> handle = hold(this.table);
		assertThat(handle.entry).isNotSameAs(former.entry);
		assertHeldForGood(handle);
	}

	@Test
	void takesTheEntryThatAnotherPutInPlaceOfTheExpiredOne() {
		hold(this.table).close();
		this.ticker.onNextRead(() -> inAnotherThread(() -> {
			this.ticker.advance(IDLE.multipliedBy(2));
			hold(this.table);
		}));
		assertThat(this.table.tryAcquire(KEY, "late")).isEqualTo(new Refused<>("holder"));
		assertThat(this.table.held()).isEqualTo(1);
	}

	@Test
	void staysWhenItIsTakenBeforeItsLastReferenceIsDropped() {
		LockHandle<String, String> former = hold(this.table);
		LockHandle<?, ?>[] next = new LockHandle<?, ?>[1];
		this.ticker.onNextRead(() -> inAnotherThread(() -> next[0] = hold(this.table)));
		former.close();
		assertThat(next[0].entry).isSameAs(former.entry);
		assertHeldForGood(next[0]);
	}

	@Test
	void staysWhenItIsTakenBeforeItIsRemoved() {
		LockTable<String, String> none = table(Duration.ZERO);
		LockHandle<String, String> former = hold(none);
		LockHandle<?, ?>[] next = new LockHandle<?, ?>[1];
		this.ticker.onNextRead(() -> next[0] = hold(none));
		former.close();
		assertThat(next[0]).as("taken in the middle of the removal").isNotNull();
		assertThat(none.tryAcquire(KEY, "other")).isInstanceOf(Refused.class);
		next[0].close();
		assertThat(none.entries()).isZero();
	}

	@Test
	void takesANewEntryWhenTheRemovedOneCanStillBeFound() {
		LockTable<String, String> none = table(Duration.ZERO);
		LockHandle<String, String> former = hold(none);
		former.entry.holder(null);
		assertThat(former.entry.dropIfLast()).as("removed, but not from the hash table yet").isTrue();
		onRead(6, () -> none.dropLast(former.entry));
		assertThat(hold(none).entry).isNotSameAs(former.entry);
	}

	@Test
	void schedulesNothingWhenNothingCanExpire() {
		AtomicInteger scheduled = new AtomicInteger();
		LockTable<String, String> none = new LockTable<>(Duration.ZERO, 10, 10, Runnable::run, this.ticker,
				(executor, command, delay, unit) -> {
					scheduled.incrementAndGet();
					return new CompletableFuture<>();
				});
		for (int i = 0; i < 100; i++) {
			hold(none).close();
		}
		assertThat(scheduled).hasValue(0);
	}

	@Test
	void expiresWithoutTrafficWhenTheClockIsReal() {
		LockTable<String, String> real = new LockTable<>(Duration.ofMillis(100), 10, 10, Runnable::run);
		for (int i = 0; i < 100; i++) {
			((LockHandle<String, String>) real.tryAcquire(LockTableTests.key(i), "holder")).close();
		}
		assertThat(real.entries()).isPositive();
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
		while (real.entries() > 0) {
			assertThat(System.nanoTime()).as("entries are still there").isLessThan(deadline);
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
		}
	}

	private void onRead(int number, Runnable action) {
		this.ticker.onNextRead((number == 1) ? action : () -> onRead(number - 1, action));
	}

	private void assertHeldForGood(LockHandle<?, ?> handle) {
		pass(LONG);
		assertThat(handle.isHeld()).isTrue();
		assertThat(this.table.tryAcquire(KEY, "other")).isInstanceOf(Refused.class);
		assertThat(this.table.held()).isEqualTo(1);
		handle.close();
		pass(IDLE.multipliedBy(2));
		assertThat(this.table.entries()).isZero();
	}

	private LockTable<String, String> table(Duration idleExpiry) {
		return new LockTable<>(idleExpiry, 10, 10, Runnable::run, this.ticker, Scheduler.disabledScheduler());
	}

	private static LockHandle<String, String> hold(LockTable<String, String> table) {
		return (LockHandle<String, String>) table.tryAcquire(KEY, "holder");
	}

	private void pass(Duration duration) {
		this.ticker.advance(duration);
		this.table.expireNow();
	}

	private static void inAnotherThread(Runnable task) {
		Thread thread = new Thread(task);
		thread.start();
		try {
			thread.join(10_000);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
		assertThat(thread.isAlive()).as("the other thread is blocked").isFalse();
	}

}
