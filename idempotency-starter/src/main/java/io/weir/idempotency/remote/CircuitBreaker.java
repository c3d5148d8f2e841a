// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.remote;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import io.weir.idempotency.StoreUnavailableException;

/**
 * Spares requests the wait for a server that is away: after three failures in a row every
 * call fails at once, but for one probe each pause, until one succeeds. Safe for use by
 * many threads, holds no lock.
 */
public final class CircuitBreaker {

	private static final int FAILURES = 3;

	private final String server;

	private final long pauseNanos;

	private final LongSupplier nanoTime;

	private final AtomicInteger failures = new AtomicInteger();

	private final AtomicLong probeAt = new AtomicLong();

	/**
	 * Creates a closed one.
	 * @param server what messages call the server
	 * @param pause from one probe to the next while the server is away
	 */
	public CircuitBreaker(String server, Duration pause) {
		this(server, pause, System::nanoTime);
	}

	CircuitBreaker(String server, Duration pause, LongSupplier nanoTime) {
		this.server = server;
		this.pauseNanos = pause.toNanos();
		this.nanoTime = nanoTime;
	}

	/**
	 * Calls the server, or fails at once.
	 * @param <T> the answer's type
	 * @param call throws {@link StoreUnavailableException} when the server does not
	 * answer; any other exception is an answer
	 * @return the answer
	 * @throws StoreUnavailableException when the server did not answer, now or lately
	 */
	public <T> T call(Supplier<T> call) {
		if (isOpen() && !mayProbe()) {
			throw new StoreUnavailableException(this.server + " did not answer lately; not asked again yet", null);
		}
		try {
			T answer = call.get();
			this.failures.set(0);
			return answer;
		}
		catch (StoreUnavailableException ex) {
			this.probeAt.set(this.nanoTime.getAsLong() + this.pauseNanos);
			this.failures.incrementAndGet();
			throw ex;
		}
	}

	/**
	 * Whether calls fail at once.
	 * @return {@code false} while the server answers
	 */
	public boolean isOpen() {
		return this.failures.get() >= FAILURES;
	}

	private boolean mayProbe() {
		long now = this.nanoTime.getAsLong();
		long due = this.probeAt.get();
		return now - due >= 0 && this.probeAt.compareAndSet(due, now + this.pauseNanos);
	}

}
