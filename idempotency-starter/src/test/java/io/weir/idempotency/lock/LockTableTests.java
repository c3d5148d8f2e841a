// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.lock;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;

import com.github.benmanes.caffeine.cache.Scheduler;
import io.weir.idempotency.CapturedLog;
import io.weir.idempotency.StoreKey;
import io.weir.idempotency.lock.Acquisition.Refused;
import io.weir.idempotency.lock.Acquisition.TooManyWaiting;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LockTable}: who gets the lock, who is told what, and what is counted.
 */
class LockTableTests {

	private static final StoreKey KEY = key(1);

	private final Queue<Runnable> callbacks = new ArrayDeque<>();

	private final LockTable<String, String> table = new LockTable<>(Duration.ofSeconds(5), 4, 3, this.callbacks::add,
			new FakeTicker(), Scheduler.disabledScheduler());

	private final RecordingWaiter first = new RecordingWaiter();

	private final RecordingWaiter second = new RecordingWaiter();

	@Test
	void grantsAndCountsWhenTheLockIsFree() {
		LockHandle<String, String> handle = hold(KEY, "mine");
		assertThat(handle.isHeld()).isTrue();
		assertThat(handle.key()).isEqualTo(KEY);
		assertThat(handle.attachment()).isEqualTo("mine");
		assertCounts(1, 1, 0);
		handle.close();
		assertThat(handle.isHeld()).isFalse();
		assertCounts(1, 0, 0);
	}

	@Test
	void showsTheHolderWhenTheLockIsHeld() {
		LockHandle<String, String> handle = hold(KEY, "deciding");
		assertThat(this.table.tryAcquire(KEY, "other")).isEqualTo(new Refused<>("deciding"));
		assertThat(handle.show("running")).isTrue();
		assertThat(this.table.tryAcquire(KEY, "other")).isEqualTo(new Refused<>("running"));
		assertCounts(1, 1, 0);
	}

	@Test
	void grantsOtherKeysWhenOneIsHeld() {
		hold(KEY, "one");
		assertThat(hold(key(2), "two").isHeld()).isTrue();
		assertCounts(2, 2, 0);
	}

	@Test
	void doesNothingWhenClosedAgain() {
		LockHandle<String, String> former = hold(KEY, "former");
		former.close();
		LockHandle<String, String> holder = hold(KEY, "holder");
		former.close();
		assertThat(former.complete("outcome")).isFalse();
		assertThat(former.show("other")).isFalse();
		assertThat(former.abandon()).isFalse();
		assertThat(holder.isHeld()).isTrue();
		assertThat(this.table.tryAcquire(KEY, "other")).isEqualTo(new Refused<>("holder"));
		assertCounts(1, 1, 0);
	}

	@Test
	void handsOverInOrderWhenTheHolderCloses() {
		LockHandle<String, String> holder = hold(KEY, "holder");
		await(KEY, this.first);
		await(KEY, this.second);
		assertCounts(1, 1, 2);
		holder.close();
		runCallbacks();
		assertThat(this.first.handles).singleElement().matches(LockHandle::isHeld);
		assertThat(this.second.wasTold()).isFalse();
		assertCounts(1, 1, 1);
		this.first.handles.get(0).close();
		runCallbacks();
		assertThat(this.second.handles).singleElement().matches(LockHandle::isHeld);
		this.second.handles.get(0).close();
		assertCounts(1, 0, 0);
	}

	@Test
	void answersAllWaitersWhenTheHolderCompletes() {
		LockHandle<String, String> holder = hold(KEY, "holder");
		await(KEY, this.first);
		await(KEY, this.second);
		assertThat(holder.complete("outcome")).isTrue();
		assertThat(hold(KEY, "next").isHeld()).as("the lock is free at once").isTrue();
		runCallbacks();
		assertThat(this.first.outcomes).containsExactly("outcome");
		assertThat(this.second.outcomes).containsExactly("outcome");
		assertThat(this.first.handles).isEmpty();
		assertCounts(1, 1, 0);
	}

	@Test
	void tellsWaitersWhenTheHolderShowsSomethingElse() {
		LockHandle<String, String> holder = hold(KEY, "deciding");
		LockPlace<String, String> place = await(KEY, this.first);
		assertThat(place.holder()).isEqualTo("deciding");
		holder.show("running");
		runCallbacks();
		assertThat(this.first.holders).containsExactly("running");
		assertThat(await(KEY, this.second).holder()).isEqualTo("running");
		assertThat(place.leave()).isTrue();
	}

	@Test
	void passesOverThoseWhoLeft() {
		LockHandle<String, String> holder = hold(KEY, "holder");
		LockPlace<String, String> place = await(KEY, this.first);
		await(KEY, this.second);
		assertThat(place.leave()).isTrue();
		assertThat(place.leave()).isFalse();
		assertCounts(1, 1, 1);
		holder.close();
		runCallbacks();
		assertThat(this.first.wasTold()).isFalse();
		assertThat(this.second.handles).hasSize(1);
	}

	@Test
	void freesTheLockWhenTheOnlyWaiterLeft() {
		LockHandle<String, String> holder = hold(KEY, "holder");
		assertThat(await(KEY, this.first).leave()).isTrue();
		holder.close();
		runCallbacks();
		assertThat(this.first.wasTold()).isFalse();
		assertThat(hold(KEY, "next").isHeld()).isTrue();
	}

	@Test
	void wakesTheWaiterWhenItLeavesAfterItsTurnCame() {
		LockHandle<String, String> holder = hold(KEY, "holder");
		LockPlace<String, String> place = await(KEY, this.first);
		await(KEY, this.second);
		holder.close();
		assertThat(place.leave()).as("decided, though not told yet").isFalse();
		runCallbacks();
		assertThat(this.first.handles).hasSize(1);
		this.first.handles.get(0).close();
		runCallbacks();
		assertThat(this.second.handles).hasSize(1);
	}

	@Test
	void refusesWaitersWhenTheKeysLimitIsReached() {
		hold(KEY, "holder");
		List<LockPlace<String, String>> places = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			places.add(await(KEY, new RecordingWaiter()));
		}
		assertThat(this.table.acquire(KEY, "more", this.first)).isEqualTo(new TooManyWaiting<>("holder"));
		places.get(1).leave();
		await(KEY, this.first);
		assertCounts(1, 1, 3);
	}

	@Test
	void refusesWaitersWhenTheTablesLimitIsReached() {
		hold(KEY, "one");
		hold(key(2), "two");
		for (int i = 0; i < 2; i++) {
			await(KEY, new RecordingWaiter());
			await(key(2), new RecordingWaiter());
		}
		assertThat(this.table.acquire(KEY, "more", this.first)).isEqualTo(new TooManyWaiting<>("one"));
		assertCounts(2, 2, 4);
	}

	@Test
	void takesTheLockAwayWhenItsHolderIsGone() {
		try (CapturedLog log = new CapturedLog()) {
			LockHandle<String, String> leaked = hold(KEY, "leaked");
			await(KEY, this.first);
			assertThat(leaked.abandon()).isTrue();
			runCallbacks();
			assertThat(this.first.handles).singleElement().matches(LockHandle::isHeld);
			assertThat(leaked.complete("outcome")).isFalse();
			assertThat(leaked.abandon()).isFalse();
			assertThat(this.table.leaked()).isEqualTo(1);
			assertThat(log.messages())
				.anySatisfy((message) -> assertThat(message).contains("still held when its exchange was over")
					.contains(KEY.value()));
		}
	}

	@Test
	void passesTheLockOnWhenTheGrantedWaiterFails() {
		try (CapturedLog log = new CapturedLog()) {
			LockHandle<String, String> holder = hold(KEY, "holder");
			this.table.acquire(KEY, "failing", new LockWaiter<>() {

				@Override
				public void granted(LockHandle<String, String> handle) {
					throw new IllegalStateException("no use for it");
				}

				@Override
				public void answered(String outcome) {
				}

			});
			await(KEY, this.second);
			holder.close();
			runCallbacks();
			assertThat(this.second.handles).singleElement().matches(LockHandle::isHeld);
			assertThat(log.messages()).anySatisfy((message) -> assertThat(message).contains("no use for it"));
		}
	}

	@Test
	void runsCallbacksItselfWithoutNestingWhenTheExecutorRefuses() {
		int waiters = 20_000;
		LockTable<String, String> refused = new LockTable<>(Duration.ofSeconds(5), waiters, waiters, (callback) -> {
			throw new RejectedExecutionException("shut down");
		});
		List<Integer> order = new ArrayList<>();
		LockHandle<String, String> holder = (LockHandle<String, String>) refused.tryAcquire(KEY, "holder");
		for (int i = 0; i < waiters; i++) {
			int number = i;
			refused.acquire(KEY, "waiter", new LockWaiter<>() {

				@Override
				public void granted(LockHandle<String, String> handle) {
					order.add(number);
					handle.close();
				}

				@Override
				public void answered(String outcome) {
				}

			});
		}
		holder.close();
		assertThat(order).hasSize(waiters).isSorted();
		assertThat(refused.held()).isZero();
	}

	static StoreKey key(int number) {
		return new StoreKey(String.format("%064x", number));
	}

	private LockHandle<String, String> hold(StoreKey key, String attachment) {
		return (LockHandle<String, String>) this.table.tryAcquire(key, attachment);
	}

	private LockPlace<String, String> await(StoreKey key, RecordingWaiter waiter) {
		return (LockPlace<String, String>) this.table.acquire(key, "waiter", waiter);
	}

	private void runCallbacks() {
		for (Runnable callback = this.callbacks.poll(); callback != null; callback = this.callbacks.poll()) {
			callback.run();
		}
	}

	private void assertCounts(int entries, int held, int waiting) {
		assertThat(this.table.entries()).as("entries").isEqualTo(entries);
		assertThat(this.table.held()).as("held").isEqualTo(held);
		assertThat(this.table.waiting()).as("waiting").isEqualTo(waiting);
	}

}
