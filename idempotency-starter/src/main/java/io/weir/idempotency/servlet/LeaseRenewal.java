// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.time.Duration;
import java.util.concurrent.Future;

import io.weir.idempotency.IdempotencyClaim;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Prolongs a claim in a shared store while its handler runs. It stops by itself when the
 * claim was lost, or when the lease must have ended because the store did not answer for
 * so long; it never takes a lost claim back.
 */
final class LeaseRenewal {

	private static final Log logger = LogFactory.getLog(LeaseRenewal.class);

	private static final int RENEWALS_PER_LEASE = 3;

	private final IdempotencyClaim claim;

	private final Duration leaseFor;

	private final Timer timer;

	private long renewedAtNanos = System.nanoTime();

	private @Nullable Future<?> next;

	private boolean stopped;

	private LeaseRenewal(IdempotencyClaim claim, Duration leaseFor, Timer timer) {
		this.claim = claim;
		this.leaseFor = leaseFor;
		this.timer = timer;
	}

	/**
	 * Begins with a claim that was just granted.
	 */
	static LeaseRenewal begin(IdempotencyClaim claim, Duration leaseFor, Timer timer) {
		LeaseRenewal renewal = new LeaseRenewal(claim, leaseFor, timer);
		renewal.schedule();
		return renewal;
	}

	private synchronized void schedule() {
		if (!this.stopped) {
			this.next = this.timer.askAfter(this.leaseFor.toMillis() / RENEWALS_PER_LEASE, this::renew);
		}
	}

	private void renew() {
		long askedAtNanos = System.nanoTime();
		if (isStopped() || askedAtNanos - this.renewedAtNanos >= this.leaseFor.toNanos()) {
			return;
		}
		try {
			if (!this.claim.renew(this.leaseFor)) {
				if (!isStopped()) {
					logger.warn("A claim was lost while its handler runs; another request may run under the same key");
				}
				return;
			}
			this.renewedAtNanos = askedAtNanos;
		}
		catch (RuntimeException ex) {
			logger.warn("A claim could not be renewed: " + ex);
		}
		schedule();
	}

	private synchronized boolean isStopped() {
		return this.stopped;
	}

	/**
	 * The run is over.
	 */
	synchronized void stop() {
		this.stopped = true;
		if (this.next != null) {
			this.next.cancel(false);
		}
	}

}
