// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.metrics;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.weir.idempotency.IdempotencyListener;
import io.weir.idempotency.IdempotencyOutcome;

/**
 * Counts outcomes and times waits: {@code weir.idempotency.requests}, tag
 * {@code outcome}, and {@code weir.idempotency.wait}.
 */
public final class IdempotencyMeters implements IdempotencyListener {

	private final Map<IdempotencyOutcome, Counter> requests;

	private final Timer wait;

	/**
	 * Registers the meters, all of them at zero.
	 * @param registry where to
	 */
	public IdempotencyMeters(MeterRegistry registry) {
		this.requests = Stream.of(IdempotencyOutcome.values())
			.collect(Collectors.toMap(Function.identity(),
					(outcome) -> Counter.builder("weir.idempotency.requests")
						.description("Requests with a key, or without one that is required")
						.tag("outcome", outcome.tag())
						.register(registry)));
		this.wait = Timer.builder("weir.idempotency.wait")
			.description("Time that requests were suspended because their key was outstanding")
			.register(registry);
	}

	@Override
	public void ended(IdempotencyOutcome outcome) {
		Objects.requireNonNull(this.requests.get(outcome)).increment();
	}

	@Override
	public void waited(Duration duration) {
		this.wait.record(duration);
	}

}
