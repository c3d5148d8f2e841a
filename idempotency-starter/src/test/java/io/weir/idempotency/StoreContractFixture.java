// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import io.weir.idempotency.ClaimResult.Completed;
import io.weir.idempotency.ClaimResult.Granted;
import io.weir.idempotency.Fingerprint.BodyDigest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the contract's tests start from, and how they look at a store.
 */
abstract class StoreContractFixture {

	protected static final Duration LEASE = Duration.ofSeconds(30);

	protected static final Duration TTL = Duration.ofHours(1);

	protected static final Duration PATIENCE = Duration.ofSeconds(20);

	protected static final Fingerprint FINGERPRINT = new Fingerprint(sha256("POST /payments"),
			new BodyDigest(sha256("{}"), 2, true, 2));

	protected static final RecordedResponse RESPONSE = new RecordedResponse(201,
			Map.of("Location", List.of("/payments/1")), "created".getBytes(StandardCharsets.UTF_8));

	/**
	 * The store under test.
	 * @return the store
	 */
	protected abstract IdempotencyStore store();

	protected static StoreKey newKey() {
		return new StoreKey(sha256(UUID.randomUUID().toString()));
	}

	protected static IdempotencyClaim claim(IdempotencyStore store, StoreKey key) {
		return granted(store.claim(key, FINGERPRINT, LEASE));
	}

	protected static IdempotencyClaim granted(ClaimResult result) {
		assertThat(result).isInstanceOf(Granted.class);
		return ((Granted) result).claim();
	}

	protected final IdempotencyRecord completed(StoreKey key) {
		ClaimResult result = store().claim(key, FINGERPRINT, LEASE);
		assertThat(result).isInstanceOf(Completed.class);
		return ((Completed) result).record();
	}

	protected static void assertSameResponse(RecordedResponse actual, RecordedResponse expected) {
		assertThat(actual).isNotNull();
		assertThat(actual.status()).isEqualTo(expected.status());
		assertThat(actual.headers()).isEqualTo(expected.headers());
		assertThat(Arrays.equals(actual.body(), expected.body())).as("body is the same").isTrue();
	}

	/**
	 * Waits, for a bounded time, until a condition holds.
	 * @param condition the condition, asked again and again
	 */
	protected static void await(BooleanSupplier condition) {
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		while (!condition.getAsBoolean()) {
			assertThat(System.nanoTime()).as("still waiting after " + PATIENCE).isLessThan(deadline);
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
		}
	}

	protected static void inParallel(int threads, Runnable task) throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		try {
			CountDownLatch start = new CountDownLatch(1);
			List<Future<?>> futures = new ArrayList<>();
			for (int i = 0; i < threads; i++) {
				futures.add(executor.submit(() -> {
					start.await();
					task.run();
					return null;
				}));
			}
			start.countDown();
			for (Future<?> future : futures) {
				future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
			}
		}
		finally {
			executor.shutdownNow();
		}
	}

	protected static String sha256(String text) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
			return HexFormat.of().formatHex(digest);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
