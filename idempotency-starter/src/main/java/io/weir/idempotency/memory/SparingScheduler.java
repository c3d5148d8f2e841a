// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.memory;

import java.util.concurrent.TimeUnit;

import com.github.benmanes.caffeine.cache.Scheduler;

/**
 * Does not schedule what lies days ahead. Caffeine asks for that when only claims are
 * there, which never expire, and takes it back when they are gone; but
 * {@link Scheduler#systemScheduler()} keeps what was taken back until its time, so that
 * every request would leave a task behind.
 */
final class SparingScheduler {

	private static final long DAYS = 6;

	private SparingScheduler() {
	}

	static Scheduler of(Scheduler scheduler) {
		return (executor, command, delay, unit) -> (delay >= unit.convert(DAYS, TimeUnit.DAYS))
				? Scheduler.disabledScheduler().schedule(executor, command, delay, unit)
				: scheduler.schedule(executor, command, delay, unit);
	}

}
