// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Does things later, on few threads of its own: one that keeps the time and never blocks,
 * and some that may wait for the store.
 */
public final class Timer implements AutoCloseable, Executor {

	private static final Log logger = LogFactory.getLog(Timer.class);

	private static final int STORE_THREADS = 4;

	private final ScheduledThreadPoolExecutor clock;

	private final ThreadPoolExecutor storeThreads;

	/**
	 * Starts no thread until there is something to do.
	 */
	public Timer() {
		AtomicInteger number = new AtomicInteger();
		ThreadFactory threads = (task) -> {
			Thread thread = new Thread(task, "weir-idempotency-" + number.incrementAndGet());
			thread.setDaemon(true);
			return thread;
		};
		this.clock = new ScheduledThreadPoolExecutor(1, threads);
		this.clock.setRemoveOnCancelPolicy(true);
		this.storeThreads = new ThreadPoolExecutor(STORE_THREADS, STORE_THREADS, 10, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(), threads);
		this.storeThreads.allowCoreThreadTimeOut(true);
	}

	/**
	 * Runs a task that does not block.
	 * @param delayMillis how long from now
	 * @param task the task
	 * @return cancels it, when it has not begun
	 */
	public Future<?> after(long delayMillis, Runnable task) {
		return this.clock.schedule(() -> run(task), delayMillis, TimeUnit.MILLISECONDS);
	}

	/**
	 * Runs a task that asks the store.
	 * @param delayMillis how long from now
	 * @param task the task
	 * @return cancels it, when its time has not come
	 */
	public Future<?> askAfter(long delayMillis, Runnable task) {
		return this.clock.schedule(() -> this.storeThreads.execute(() -> run(task)), delayMillis,
				TimeUnit.MILLISECONDS);
	}

	private static void run(Runnable task) {
		try {
			task.run();
		}
		catch (RuntimeException ex) {
			logger.error("A task of the idempotency filter failed", ex);
		}
	}

	@Override
	public void execute(Runnable task) {
		this.clock.execute(() -> run(task));
	}

	@Override
	public void close() {
		this.clock.shutdownNow();
		this.storeThreads.shutdownNow();
	}

}
