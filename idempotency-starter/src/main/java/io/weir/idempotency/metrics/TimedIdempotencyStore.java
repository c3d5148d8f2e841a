// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.metrics;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.weir.idempotency.ClaimResult;
import io.weir.idempotency.Fingerprint;
import io.weir.idempotency.IdempotencyRecord;
import io.weir.idempotency.IdempotencyStore;
import io.weir.idempotency.StoreKey;

/**
 * Times each question to a store: {@code weir.idempotency.store}, tags {@code operation}
 * and {@code result}. The result is {@code error} when the store threw.
 */
public final class TimedIdempotencyStore implements IdempotencyStore {

	private final IdempotencyStore store;

	private final MeterRegistry registry;

	private final Map<String, Timer> timers = new ConcurrentHashMap<>();

	/**
	 * Times a store.
	 * @param store the store
	 * @param registry where its timers are registered
	 */
	public TimedIdempotencyStore(IdempotencyStore store, MeterRegistry registry) {
		this.store = store;
		this.registry = registry;
	}

	@Override
	public ClaimResult claim(StoreKey key, Fingerprint fingerprint, Duration leaseFor) {
		ClaimResult result = timed("claim", () -> this.store.claim(key, fingerprint, leaseFor),
				TimedIdempotencyStore::name);
		return (result instanceof ClaimResult.Granted granted)
				? new ClaimResult.Granted(new TimedClaim(granted.claim(), this)) : result;
	}

	private static String name(ClaimResult result) {
		if (result instanceof ClaimResult.Granted) {
			return "granted";
		}
		return (result instanceof ClaimResult.Completed) ? "completed" : "outstanding";
	}

	@Override
	public Optional<IdempotencyRecord> find(StoreKey key) {
		return timed("find", () -> this.store.find(key), (record) -> record.isPresent() ? "found" : "absent");
	}

	@Override
	public boolean forget(StoreKey key) {
		return timed("forget", () -> this.store.forget(key), (done) -> done ? "forgotten" : "absent");
	}

	@Override
	public boolean isShared() {
		return this.store.isShared();
	}

	@Override
	public Watch watch(StoreKey key, Runnable changed) {
		return this.store.watch(key, changed);
	}

	/** Asks something and times it. */
	<T> T timed(String operation, Supplier<T> question, Function<T, String> resultName) {
		long startedAt = System.nanoTime();
		String result = "error";
		try {
			T answer = question.get();
			result = resultName.apply(answer);
			return answer;
		}
		finally {
			timer(operation, result).record(System.nanoTime() - startedAt, TimeUnit.NANOSECONDS);
		}
	}

	private Timer timer(String operation, String result) {
		return this.timers.computeIfAbsent(operation + '/' + result,
				(name) -> Timer.builder("weir.idempotency.store")
					.description("Questions to the store of idempotency keys")
					.tag("operation", operation)
					.tag("result", result)
					.register(this.registry));
	}

}
