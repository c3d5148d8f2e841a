// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.sample.load;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * What clients saw, second by second.
 */
final class Timeline {

	private final long startNanos = System.nanoTime();

	private final ConcurrentSkipListMap<Integer, Second> seconds = new ConcurrentSkipListMap<>();

	/**
	 * Notes the end of an exchange.
	 * @param outcome what became of it
	 * @param nanos how long it took, or -1 when its client took its time on purpose
	 */
	void note(Outcome outcome, long nanos) {
		Second second = this.seconds.computeIfAbsent(second(), (key) -> new Second());
		second.outcomes.get(outcome).increment();
		if (nanos >= 0) {
			second.latencies.record(nanos);
		}
	}

	/**
	 * Seconds since the start.
	 */
	int second() {
		return (int) TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - this.startNanos);
	}

	Map<Integer, Second> seconds() {
		return this.seconds;
	}

	long total(Outcome outcome) {
		return this.seconds.values().stream().mapToLong((second) -> second.count(outcome)).sum();
	}

	Latencies latencies() {
		Latencies all = new Latencies();
		this.seconds.values().forEach((second) -> second.latencies.addTo(all));
		return all;
	}

	/**
	 * The exchanges that ended in one second.
	 */
	static final class Second {

		private final Map<Outcome, LongAdder> outcomes = new EnumMap<>(Outcome.class);

		private final Latencies latencies = new Latencies();

		Second() {
			for (Outcome outcome : Outcome.values()) {
				this.outcomes.put(outcome, new LongAdder());
			}
		}

		long count(Outcome outcome) {
			LongAdder count = this.outcomes.get(outcome);
			return (count != null) ? count.sum() : 0;
		}

		Latencies latencies() {
			return this.latencies;
		}

	}

}
