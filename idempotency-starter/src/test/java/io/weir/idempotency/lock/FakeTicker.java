// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.lock;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import com.github.benmanes.caffeine.cache.Ticker;

/**
 * A clock that stands still until it is told to go on, and runs an action in the middle
 * of the cache's own work: whenever it is read, the cache has just begun with something.
 */
final class FakeTicker implements Ticker {

	private final AtomicLong nanos = new AtomicLong(1);

	private final AtomicReference<Runnable> onNextRead = new AtomicReference<>();

	@Override
	public long read() {
		long now = this.nanos.get();
		Runnable action = this.onNextRead.getAndSet(null);
		if (action != null) {
			action.run();
		}
		return now;
	}

	void advance(Duration duration) {
		this.nanos.addAndGet(duration.toNanos());
	}

	/** Runs an action once, after the time for the next reader was taken. */
	void onNextRead(Runnable action) {
		this.onNextRead.set(action);
	}

}
