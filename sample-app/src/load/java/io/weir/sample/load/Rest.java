// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.sample.load;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The sample at rest: all exchanges over, everything that expires expired.
 *
 * @param counters the meters
 * @param exchanges how many exchanges there had been since it was started, when the
 * meters were read
 * @param heapBytes the heap after full collections
 */
record Rest(Counters counters, long exchanges, long heapBytes) {

	private static final Duration AT_MOST = Duration.ofSeconds(40);

	private static final List<String> ZERO_AT_REST = List.of("weir.idempotency.locks", "weir.idempotency.waiting",
			"weir.idempotency.memory.records", "weir.access.log.queue.size", "weir.access.log.body.memory");

	/**
	 * Waits until the fleet is at rest, or has had time enough to be.
	 */
	static Rest await(Fleet fleet, Ledger ledger) throws IOException, InterruptedException {
		long deadline = System.nanoTime() + AT_MOST.toNanos();
		while (true) {
			if (!fleet.isAlive()) {
				throw new IllegalStateException("The sample died, see its log; clients say: " + ledger.complaints());
			}
			long exchanges = ledger.exchanges();
			Rest rest = new Rest(fleet.counters(), exchanges, 0);
			if (rest.isReached() || System.nanoTime() > deadline) {
				return new Rest(rest.counters(), exchanges, fleet.heapBytesAfterGc());
			}
			TimeUnit.MILLISECONDS.sleep(500);
		}
	}

	private boolean isReached() {
		return ZERO_AT_REST.stream().allMatch((meter) -> this.counters.sum(meter) == 0) && entries() == this.exchanges;
	}

	/**
	 * Entries that were written, dropped or left out, and counted as such.
	 */
	long entries() {
		return Math.round(this.counters.sum("weir.access.log.entries"));
	}

}
