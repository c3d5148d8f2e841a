// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.emit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;

/**
 * Hands exchanges to one thread of its own through a bounded queue. A request takes no
 * lock here; with {@link Overflow#DROP} it never waits.
 * <p>
 * At shutdown the queue is drained for as long as the shutdown timeout lasts; what is
 * left then is dropped and counted. Exchanges that end while it is not running are
 * written on their own thread, so that none is lost.
 */
public final class QueuedSink implements ExchangeSink, SmartLifecycle {

	/**
	 * Stopped after the web server, whose last requests are still to be written (Boot
	 * stops it at {@code DEFAULT_PHASE - 2048}).
	 */
	public static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 4096;

	private static final Logger log = LoggerFactory.getLogger(QueuedSink.class);

	private static final long WAIT_FOR_ROOM_NANOS = 100_000;

	private final ExchangeSink next;

	private final EntryQueue queue;

	private final Overflow overflow;

	private final Duration shutdownTimeout;

	private final EntryCounter counter;

	private final MinuteNotice dropNotice = new MinuteNotice();

	private final AtomicBoolean telling = new AtomicBoolean();

	// Held by whoever hands to the next sink: the writing thread, and late requests.
	private final ReentrantLock writing = new ReentrantLock();

	private volatile @Nullable WritingThread thread;

	/**
	 * A sink, not started yet.
	 * @param next where the own thread hands exchanges
	 * @param capacity how many exchanges may wait, at least 1; together they hold at most
	 * 2 KB for each of so many, their kept bodies aside
	 * @param overflow what a request does when the queue is full
	 * @param shutdownTimeout how long to drain at shutdown
	 * @param counter is told of dropped entries
	 */
	public QueuedSink(ExchangeSink next, int capacity, Overflow overflow, Duration shutdownTimeout,
			EntryCounter counter) {
		this.next = next;
		this.queue = new EntryQueue(capacity);
		this.overflow = overflow;
		this.shutdownTimeout = shutdownTimeout;
		this.counter = counter;
	}

	/**
	 * How many entries wait.
	 * @return 0 to the capacity
	 */
	public int size() {
		return this.queue.size();
	}

	@Override
	public void accept(FinishedExchange exchange) {
		WritingThread running = this.thread;
		if (running == null) {
			writeLate(exchange);
		}
		else if (this.queue.offer(exchange)) {
			handOver(running);
		}
		else if (this.overflow == Overflow.DROP) {
			drop(exchange);
		}
		else if (offerPatiently(exchange, running)) {
			handOver(running);
		}
		else {
			writeLate(exchange);
		}
	}

	private void handOver(WritingThread running) {
		running.wake();
		if (this.thread != running) {
			// Stopped in between: that thread may not have seen what was put in last.
			drainLate();
		}
	}

	private boolean offerPatiently(FinishedExchange exchange, WritingThread running) {
		boolean interrupted = false;
		boolean taken = false;
		// Nobody waits for room that no one is left to make.
		while (!taken && this.thread == running && running.isAlive()) {
			interrupted |= Thread.interrupted();
			LockSupport.parkNanos(this, WAIT_FOR_ROOM_NANOS);
			taken = this.queue.offer(exchange);
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
		return taken;
	}

	/**
	 * Hands on one exchange, on the writing thread.
	 */
	void write(FinishedExchange exchange) {
		this.writing.lock();
		handOn(exchange);
	}

	// Whatever the next sink throws, the thread goes on with the next exchange.
	private void handOn(FinishedExchange exchange) {
		try {
			this.next.accept(exchange);
		}
		catch (Throwable ex) {
			this.counter.failed();
		}
		finally {
			this.writing.unlock();
		}
	}

	private void drainLate() {
		for (FinishedExchange late = this.queue.poll(); late != null; late = this.queue.poll()) {
			writeLate(late);
		}
	}

	private void writeLate(FinishedExchange exchange) {
		boolean locked = false;
		try {
			locked = this.writing.tryLock(this.shutdownTimeout.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		if (!locked) {
			drop(exchange);
			return;
		}
		handOn(exchange);
	}

	private void drop(FinishedExchange exchange) {
		exchange.release();
		this.counter.dropped();
		if (this.dropNotice.isDue() && this.telling.compareAndSet(false, true)) {
			startTelling();
		}
	}

	// Not on this thread: the log may be what is stuck.
	private void startTelling() {
		try {
			Thread teller = new Thread(this::tellOfDrops, "weir-access-log-notice");
			teller.setDaemon(true);
			teller.start();
		}
		catch (Throwable untold) {
			// No memory for a thread, say. The counter has told.
			this.telling.set(false);
		}
	}

	private void tellOfDrops() {
		try {
			log.warn("Access log entries are dropped: the queue is full, in entries or in bytes. Raise "
					+ "weir.access-log.async.queue-capacity, or look for a slow appender (told at most once a minute; weir.access.log.entries counts them)");
		}
		finally {
			this.telling.set(false);
		}
	}

	@Override
	public synchronized void start() {
		if (this.thread == null) {
			WritingThread started = new WritingThread(this, this.queue);
			started.start();
			this.thread = started;
		}
	}

	@Override
	public synchronized void stop() {
		WritingThread stopping = this.thread;
		if (stopping == null) {
			return;
		}
		this.thread = null;
		if (!stopping.finish(this.shutdownTimeout)) {
			int lost = discardWaiting();
			log.warn("The access log was not drained within weir.access-log.async.shutdown-timeout={}: "
					+ "{} entries dropped", this.shutdownTimeout, lost);
		}
	}

	private int discardWaiting() {
		int lost = 0;
		for (FinishedExchange left = this.queue.poll(); left != null; left = this.queue.poll()) {
			left.release();
			this.counter.dropped();
			lost++;
		}
		return lost;
	}

	@Override
	public boolean isRunning() {
		return this.thread != null;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

}
