// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.weir.idempotency.Fingerprint;
import org.jspecify.annotations.Nullable;

/**
 * What the request that holds a key's lock shows to others of the same key: whether it is
 * still asking the store, runs its handler, or has found an outcome.
 */
public final class Holder {

	private final CountDownLatch decided = new CountDownLatch(1);

	private volatile Fingerprint fingerprint;

	private volatile boolean running;

	private volatile @Nullable Recorded recorded;

	Holder(Fingerprint fingerprint) {
		this.fingerprint = fingerprint;
	}

	/**
	 * What is known of the holder's request.
	 */
	Fingerprint fingerprint() {
		return this.fingerprint;
	}

	/**
	 * The body was read.
	 */
	void know(Fingerprint fingerprint) {
		this.fingerprint = fingerprint;
	}

	/**
	 * The handler runs, here or on another instance.
	 */
	void run() {
		this.running = true;
		this.decided.countDown();
	}

	/**
	 * There is an outcome.
	 */
	void end(Recorded recorded) {
		this.recorded = recorded;
		this.decided.countDown();
	}

	/**
	 * There is no outcome, and the lock is or will be free.
	 */
	void end() {
		this.running = false;
		this.decided.countDown();
	}

	boolean isRunning() {
		return this.running;
	}

	@Nullable Recorded recorded() {
		return this.recorded;
	}

	/**
	 * Waits until the holder knows whether it will run. That takes one question to the
	 * store, which the caller would otherwise ask itself.
	 * @param atMostMillis bound of the wait
	 */
	void awaitDecision(long atMostMillis) {
		try {
			if (!this.decided.await(atMostMillis, TimeUnit.MILLISECONDS)) {
				this.running = true;
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
