// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.jdbc;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Deletes expired rows from time to time, on a thread of its own. Each pause is drawn
 * anew, between half and one and a half of the interval, so that instances that started
 * together drift apart.
 */
public final class ExpiredRecordCleanup implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(ExpiredRecordCleanup.class);

	private final JdbcIdempotencyStore store;

	private final long intervalMillis;

	private final CountDownLatch closed = new CountDownLatch(1);

	/**
	 * Starts the cleanup.
	 * @param store whose rows are deleted
	 * @param interval between two clean-ups, on average; positive
	 */
	public ExpiredRecordCleanup(JdbcIdempotencyStore store, Duration interval) {
		this.store = store;
		this.intervalMillis = Math.max(2, interval.toMillis());
		Thread thread = new Thread(this::cleanUntilClosed, "weir-idempotency-cleanup");
		thread.setDaemon(true);
		thread.start();
	}

	private void cleanUntilClosed() {
		try {
			while (!this.closed.await(nextPauseMillis(), TimeUnit.MILLISECONDS)) {
				clean();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private long nextPauseMillis() {
		return ThreadLocalRandom.current().nextLong(this.intervalMillis / 2, this.intervalMillis * 3 / 2);
	}

	private void clean() {
		try {
			int deleted = this.store.deleteExpired();
			logger.debug("Deleted " + deleted + " expired idempotency records");
		}
		catch (RuntimeException ex) {
			logger.warn("Expired idempotency records were not deleted; tried again later", ex);
		}
	}

	@Override
	public void close() {
		this.closed.countDown();
	}

}
