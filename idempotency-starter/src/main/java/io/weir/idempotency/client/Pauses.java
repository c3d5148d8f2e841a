// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.client;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

import org.jspecify.annotations.Nullable;

/**
 * The pauses between the attempts of one call: each up to twice as long as the one
 * before, and none that ends after the time that is set.
 */
final class Pauses {

	private static final long FIRST_NANOS = Duration.ofMillis(100).toNanos();

	private static final long LONGEST_NANOS = Duration.ofSeconds(5).toNanos();

	private final long beganNanos = System.nanoTime();

	private final long withinNanos;

	private long boundNanos = FIRST_NANOS;

	Pauses(Duration within) {
		this.withinNanos = (within.compareTo(Duration.ofDays(365)) < 0) ? within.toNanos() : Long.MAX_VALUE;
	}

	/**
	 * The next pause. It is drawn, so that clients that failed together do not come back
	 * together.
	 * @param retryAfter how long the server asked to wait at least
	 * @return the pause, or {@code null} when no attempt may follow it
	 */
	@Nullable Duration next(@Nullable Duration retryAfter) {
		long nanos = this.boundNanos / 2 + ThreadLocalRandom.current().nextLong(this.boundNanos / 2);
		this.boundNanos = Math.min(2 * this.boundNanos, LONGEST_NANOS);
		Duration pause = Duration.ofNanos(nanos);
		if (retryAfter != null && retryAfter.compareTo(pause) > 0) {
			pause = retryAfter;
		}
		long leftNanos = this.withinNanos - (System.nanoTime() - this.beganNanos);
		return (pause.compareTo(Duration.ofNanos(Math.max(0, leftNanos))) < 0) ? pause : null;
	}

}
