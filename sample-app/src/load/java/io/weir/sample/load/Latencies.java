// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.sample.load;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * A histogram of latencies, about 4 % wide each bucket, from 10 µs to 100 s. Safe for
 * many threads.
 */
final class Latencies {

	private static final double SHORTEST_NANOS = 10_000;

	private static final double WIDTH = Math.log(1.04);

	private static final int BUCKETS = 412;

	private final AtomicIntegerArray counts = new AtomicIntegerArray(BUCKETS);

	void record(long nanos) {
		int bucket = (int) (Math.log(Math.max(nanos, SHORTEST_NANOS) / SHORTEST_NANOS) / WIDTH);
		this.counts.incrementAndGet(Math.min(bucket, BUCKETS - 1));
	}

	void addTo(Latencies all) {
		for (int bucket = 0; bucket < BUCKETS; bucket++) {
			all.counts.addAndGet(bucket, this.counts.get(bucket));
		}
	}

	long count() {
		long count = 0;
		for (int bucket = 0; bucket < BUCKETS; bucket++) {
			count += this.counts.get(bucket);
		}
		return count;
	}

	/**
	 * The latency that the share of requests does not exceed, in milliseconds; 0 when
	 * nothing was recorded.
	 * @param share above 0, at most 1
	 */
	double millis(double share) {
		long rank = (long) Math.ceil(count() * share);
		long seen = 0;
		for (int bucket = 0; bucket < BUCKETS && rank > 0; bucket++) {
			seen += this.counts.get(bucket);
			if (seen >= rank) {
				return SHORTEST_NANOS * Math.exp((bucket + 1) * WIDTH) / 1e6;
			}
		}
		return 0;
	}

}
