// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.metrics;

import java.util.Locale;
import java.util.function.IntSupplier;
import java.util.function.ToLongFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.weir.accesslog.body.BodyBudget;
import io.weir.accesslog.metrics.AccessLogCounters.BodyResult;
import io.weir.accesslog.metrics.AccessLogCounters.Direction;
import io.weir.accesslog.metrics.AccessLogCounters.EntryResult;

/**
 * Shows the counts of the access log to a meter registry. All tags have few, fixed
 * values.
 */
public final class AccessLogMetrics implements MeterBinder {

	private final AccessLogCounters counters;

	private final BodyBudget budget;

	private final IntSupplier queueSize;

	/**
	 * Makes the binder.
	 * @param counters what was counted
	 * @param budget the memory of kept bodies
	 * @param queueSize tells how many entries wait
	 */
	public AccessLogMetrics(AccessLogCounters counters, BodyBudget budget, IntSupplier queueSize) {
		this.counters = counters;
		this.budget = budget;
		this.queueSize = queueSize;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		for (EntryResult result : EntryResult.values()) {
			FunctionCounter.builder("weir.access.log.entries", this.counters, (counters) -> counters.entries(result))
				.description("Entries, by what became of them")
				.tag("result", tag(result))
				.register(registry);
		}
		for (Direction direction : Direction.values()) {
			for (BodyResult result : BodyResult.values()) {
				FunctionCounter
					.builder("weir.access.log.body.kept", this.counters,
							(counters) -> counters.bodies(direction, result))
					.description("Bodies that were to be kept, by what became of them")
					.tag("direction", tag(direction))
					.tag("result", tag(result))
					.register(registry);
			}
		}
		bytes(registry, "received", AccessLogCounters::receivedBytes);
		bytes(registry, "sent", AccessLogCounters::sentBytes);
		Gauge.builder("weir.access.log.queue.size", this.queueSize, IntSupplier::getAsInt)
			.description("Entries that wait to be written")
			.strongReference(true)
			.register(registry);
		Gauge.builder("weir.access.log.body.memory", this.budget, BodyBudget::usedBytes)
			.description("Memory of all bodies that are kept now")
			.baseUnit(BaseUnits.BYTES)
			.register(registry);
	}

	private void bytes(MeterRegistry registry, String direction, ToLongFunction<AccessLogCounters> bytes) {
		FunctionCounter.builder("weir.access.log.bytes", this.counters, bytes::applyAsLong)
			.description("Bytes of bodies, before compression")
			.tag("direction", direction)
			.baseUnit(BaseUnits.BYTES)
			.register(registry);
	}

	private static String tag(Enum<?> value) {
		return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
