// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.emit;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lets a recurring trouble into the log at most once a minute. Safe for use by several
 * threads.
 */
final class MinuteNotice {

	private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

	private final AtomicLong next = new AtomicLong(System.nanoTime());

	/**
	 * Whether this is the one to tell.
	 */
	boolean isDue() {
		long now = System.nanoTime();
		long due = this.next.get();
		return now - due >= 0 && this.next.compareAndSet(due, now + MINUTE);
	}

}
