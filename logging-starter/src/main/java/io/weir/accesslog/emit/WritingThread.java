// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.emit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The one thread that takes exchanges out of the queue. When the queue runs empty it
 * first dozes for a millisecond at a time, in which a request need not wake it, and
 * sleeps when nothing came for a while.
 */
final class WritingThread extends Thread {

	private static final long DOZE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

	private static final int DOZES = 50;

	private final QueuedSink sink;

	private final EntryQueue queue;

	private volatile boolean asleep;

	private volatile boolean finishing;

	private volatile boolean abandoned;

	WritingThread(QueuedSink sink, EntryQueue queue) {
		super("weir-access-log");
		setDaemon(true);
		this.sink = sink;
		this.queue = queue;
	}

	@Override
	public void run() {
		int dozes = 0;
		while (!this.abandoned) {
			FinishedExchange exchange = this.queue.poll();
			if (exchange != null) {
				this.sink.write(exchange);
				dozes = 0;
			}
			else if (this.finishing && this.queue.isEmpty()) {
				return;
			}
			else if (dozes++ < DOZES) {
				LockSupport.parkNanos(this, DOZE_NANOS);
			}
			else {
				sleepUntilWoken();
				dozes = 0;
			}
		}
	}

	// A producer fills the queue, then reads `asleep`; this sets it, then reads the
	// queue:
	// one of the two sees the other.
	private void sleepUntilWoken() {
		this.asleep = true;
		if (this.queue.isEmpty() && !this.finishing) {
			LockSupport.park(this);
		}
		this.asleep = false;
		// An interrupt from outside must not turn every later sleep into a busy loop.
		Thread.interrupted();
	}

	void wake() {
		if (this.asleep) {
			LockSupport.unpark(this);
		}
	}

	/**
	 * Lets the thread end when the queue is empty; {@code false} when it did not in time,
	 * and was told to give up.
	 */
	boolean finish(Duration timeout) {
		this.finishing = true;
		LockSupport.unpark(this);
		boolean interrupted = false;
		try {
			join(Math.max(1, timeout.toMillis()));
		}
		catch (InterruptedException ex) {
			interrupted = true;
		}
		boolean finished = !isAlive();
		if (!finished) {
			this.abandoned = true;
			interrupt();
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
		return finished;
	}

}
