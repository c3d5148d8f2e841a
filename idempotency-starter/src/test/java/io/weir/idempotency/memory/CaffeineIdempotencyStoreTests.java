// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.memory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import com.github.benmanes.caffeine.cache.Scheduler;
import io.weir.idempotency.CapturedLog;
import io.weir.idempotency.ClaimResult;
import io.weir.idempotency.ClaimResult.Completed;
import io.weir.idempotency.ClaimResult.Granted;
import io.weir.idempotency.ClaimResult.Outstanding;
import io.weir.idempotency.Fingerprint;
import io.weir.idempotency.Fingerprint.BodyDigest;
import io.weir.idempotency.IdempotencyClaim;
import io.weir.idempotency.RecordedResponse;
import io.weir.idempotency.StoreFullException;
import io.weir.idempotency.StoreKey;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for what {@link CaffeineIdempotencyStore} does beyond the contract: its bound,
 * what goes first, and when.
 */
class CaffeineIdempotencyStoreTests {

	private static final Duration LEASE = Duration.ofSeconds(30);

	private static final Duration TTL = Duration.ofHours(24);

	private static final Fingerprint FINGERPRINT = new Fingerprint("ab".repeat(32),
			new BodyDigest("cd".repeat(32), 1024, true, 1024));

	private final AtomicLong millis = new AtomicLong(1_000_000);

	private final CaffeineIdempotencyStore store = store(100_000, WhenFull.EVICT);

	@Test
	void countsNothingWhenEmptyAgain() {
		assertThat(this.store.sizeBytes()).isZero();
		claim(this.store, 1).release();
		record(this.store, 2, 1000);
		assertThat(this.store.records()).isEqualTo(1);
		assertThat(this.store.sizeBytes()).isBetween(1400L, 1700L);
		this.store.forget(key(2));
		assertThat(this.store.records()).isZero();
		assertThat(this.store.sizeBytes()).isZero();
	}

	@Test
	void countsTheNextAttemptWhenTheClaimWasReleased() {
		claim(this.store, 1).release();
		IdempotencyClaim second = claim(this.store, 1);
		assertThat(second.attempt()).isEqualTo(2);
		second.release();
		IdempotencyClaim third = claim(this.store, 1);
		assertThat(third.attempt()).isEqualTo(3);
		assertThat(claim(this.store, 2).attempt()).isEqualTo(1);
		third.complete(FINGERPRINT, response(1), TTL);
		assertThat(this.store.find(key(1)).orElseThrow().attempt()).isEqualTo(3);
	}

	@Test
	void dropsTheOldestAnswersFirstWhenThereIsNoRoom() {
		for (int i = 0; i < 100; i++) {
			record(this.store, i, 2000);
			assertThat(this.store.sizeBytes()).isLessThanOrEqualTo(100_000);
		}
		assertThat(this.store.records()).isEqualTo(100);
		assertThat(this.store.evictedMarkers()).isZero();
		assertThat(this.store.evictedBodies()).isPositive();
		int replayable = 0;
		for (int i = 0; i < 100; i++) {
			boolean here = ((Completed) this.store.claim(key(i), FINGERPRINT, LEASE)).record()
				.response()
				.isReplayable();
			assertThat(here).as("answer " + i).isEqualTo(i >= this.store.evictedBodies());
			replayable += here ? 1 : 0;
		}
		assertThat(replayable).isEqualTo(100 - (int) this.store.evictedBodies()).isGreaterThan(20);
	}

	@Test
	void forgetsTheOldestRecordsLastAndTellsOnceWhenThereAreTooManyMarkers() {
		try (CapturedLog log = new CapturedLog()) {
			for (int i = 0; i < 1000; i++) {
				record(this.store, i, 2000);
				assertThat(this.store.sizeBytes()).isLessThanOrEqualTo(100_000);
				assertThat(replayable(i)).as("the newest answer").isTrue();
			}
			assertThat(this.store.evictedMarkers()).isEqualTo(1000 - this.store.records());
			assertThat(this.store.records()).isBetween(250L, 400L);
			assertThat(this.store.find(key(0))).isEmpty();
			assertThat(this.store.find(key(1000 - (int) this.store.records()))).isPresent();
			assertThat(this.store.find(key(999 - (int) this.store.records()))).isEmpty();
			assertThat(log.messages()).filteredOn((message) -> message.contains("outgrown their memory")).hasSize(1);
		}
	}

	@Test
	void refusesNewKeysWhenMarkersMustStay() {
		try (CapturedLog log = new CapturedLog()) {
			CaffeineIdempotencyStore refusing = store(20_000, WhenFull.REFUSE);
			int accepted = 0;
			for (int i = 0; i < 200; i++) {
				try {
					record(refusing, i, 100);
					accepted++;
				}
				catch (StoreFullException ex) {
					assertThat(ex).hasMessageContaining("full");
				}
			}
			assertThat(accepted).isBetween(40, 80);
			assertThat(refusing.records()).isEqualTo(accepted);
			assertThat(refusing.evictedMarkers()).isZero();
			assertThat(refusing.claim(key(0), FINGERPRINT, LEASE)).isInstanceOf(Completed.class);
			assertThat(log.messages()).filteredOn((message) -> message.contains("new keys are refused")).hasSize(1);
			this.millis.addAndGet(TTL.toMillis());
			assertThat(refusing.claim(key(0), FINGERPRINT, LEASE)).isInstanceOf(Granted.class);
		}
	}

	@Test
	void neverEvictsARunningRequest() {
		IdempotencyClaim running = claim(this.store, -1);
		for (int i = 0; i < 2000; i++) {
			record(this.store, i, 500);
		}
		this.millis.addAndGet(Duration.ofDays(365).toMillis());
		assertThat(this.store.claim(key(-1), FINGERPRINT, Duration.ofMillis(1))).isInstanceOf(Outstanding.class);
		assertThat(running.renew(LEASE)).isTrue();
		assertThat(running.complete(FINGERPRINT, response(500), TTL)).isTrue();
		assertThat(replayable(-1)).isTrue();
	}

	@Test
	void refusesWhenOnlyRunningRequestsAreLeft() {
		CaffeineIdempotencyStore small = store(2000, WhenFull.EVICT);
		List<IdempotencyClaim> running = new ArrayList<>();
		assertThatExceptionOfType(StoreFullException.class).isThrownBy(() -> {
			for (int i = 0; i < 100; i++) {
				running.add(claim(small, i));
			}
		});
		assertThat(running).hasSizeBetween(3, 10).allMatch((claim) -> claim.renew(LEASE));
		running.get(0).release();
		assertThat(claim(small, 100).attempt()).isEqualTo(1);
	}

	@Test
	void keepsAMarkerWhenAnAnswerIsLargerThanTheStore() {
		record(this.store, 1, 1000);
		record(this.store, 2, 200_000);
		assertThat(replayable(2)).isFalse();
		assertThat(replayable(1)).as("nothing had to go for it").isTrue();
		assertThat(this.store.evictedBodies()).isEqualTo(1);
	}

	@Test
	void expiresRecordsEachAfterItsOwnTime() {
		claim(this.store, 1).complete(FINGERPRINT, response(10), Duration.ofHours(2));
		claim(this.store, 2).complete(FINGERPRINT, response(10), Duration.ofHours(1));
		this.millis.addAndGet(Duration.ofMinutes(90).toMillis());
		assertThat(this.store.find(key(1))).isPresent();
		assertThat(this.store.find(key(2))).isEmpty();
		assertThat(claim(this.store, 2).release()).isTrue();
		assertThat(this.store.records()).isEqualTo(1);
		this.millis.addAndGet(Duration.ofMinutes(31).toMillis());
		assertThat(this.store.find(key(1))).isEmpty();
		assertThat(claim(this.store, 1).release()).isTrue();
		assertThat(this.store.sizeBytes()).isZero();
	}

	@Test
	void schedulesNothingWhenEveryRunFails() {
		AtomicLong scheduled = new AtomicLong();
		CaffeineIdempotencyStore failing = new CaffeineIdempotencyStore(100_000, WhenFull.EVICT, Instant::now,
				System::nanoTime, (executor, command, delay, unit) -> {
					scheduled.incrementAndGet();
					return new CompletableFuture<>();
				});
		for (int i = 0; i < 100; i++) {
			claim(failing, i).release();
		}
		assertThat(scheduled).hasValue(0);
	}

	@Test
	void forgetsExpiredRecordsWithoutTrafficWhenTheClockIsReal() {
		CaffeineIdempotencyStore real = new CaffeineIdempotencyStore(100_000, WhenFull.EVICT);
		claim(real, 1).complete(FINGERPRINT, response(1000), Duration.ofMillis(100));
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
		while (real.records() > 0 || real.sizeBytes() > 0) {
			assertThat(System.nanoTime()).as("the record is still there").isLessThan(deadline);
			Thread.onSpinWait();
		}
	}

	@Test
	void staysInItsBoundsWhenManyThreadsClaimCompleteReleaseAndForget() throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(8);
		try {
			List<Future<?>> workers = new ArrayList<>();
			for (int i = 0; i < 8; i++) {
				SplittableRandom random = new SplittableRandom(i);
				workers.add(executor.submit(() -> churn(random)));
			}
			for (Future<?> worker : workers) {
				worker.get(60, TimeUnit.SECONDS);
			}
		}
		finally {
			executor.shutdownNow();
		}
		for (int i = 0; i < 300; i++) {
			this.store.forget(key(i));
		}
		this.millis.addAndGet(10_000);
		this.store.expireNow();
		assertThat(this.store.records()).isZero();
		assertThat(this.store.sizeBytes()).as("what is left on the books of an empty store").isZero();
	}

	private void churn(SplittableRandom random) {
		for (int n = 0; n < 10_000; n++) {
			ClaimResult result = this.store.claim(key(random.nextInt(300)), FINGERPRINT, LEASE);
			if (result instanceof Granted granted && random.nextInt(4) > 0) {
				granted.claim()
					.complete(FINGERPRINT, response(random.nextInt(3000)), Duration.ofMillis(random.nextInt(50)));
				granted.claim().release();
			}
			else if (result instanceof Granted granted) {
				granted.claim().release();
				granted.claim().complete(FINGERPRINT, response(10), TTL);
			}
			else {
				this.store.forget(key(random.nextInt(300)));
			}
			this.millis.addAndGet(random.nextInt(2));
			assertThat(this.store.sizeBytes()).isBetween(0L, 100_000L);
		}
	}

	private CaffeineIdempotencyStore store(long maxBytes, WhenFull whenFull) {
		return new CaffeineIdempotencyStore(maxBytes, whenFull, () -> Instant.ofEpochMilli(this.millis.get()),
				() -> TimeUnit.MILLISECONDS.toNanos(this.millis.get()), Scheduler.disabledScheduler());
	}

	private boolean replayable(int number) {
		return this.store.find(key(number)).orElseThrow().response().isReplayable();
	}

	private static void record(CaffeineIdempotencyStore store, int number, int bytes) {
		assertThat(claim(store, number).complete(FINGERPRINT, response(bytes), TTL)).isTrue();
	}

	private static IdempotencyClaim claim(CaffeineIdempotencyStore store, int number) {
		return ((Granted) store.claim(key(number), FINGERPRINT, LEASE)).claim();
	}

	private static RecordedResponse response(int bytes) {
		return new RecordedResponse(201, Map.of("Content-Type", List.of("application/json")), new byte[bytes]);
	}

	private static StoreKey key(int number) {
		return new StoreKey(String.format("%064x", number));
	}

}
