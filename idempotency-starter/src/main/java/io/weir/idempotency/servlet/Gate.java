// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import io.weir.idempotency.ClaimResult;
import io.weir.idempotency.IdempotencyOutcome;
import io.weir.idempotency.IdempotencyRecord;
import io.weir.idempotency.IdempotencyStore;
import io.weir.idempotency.RecordedResponse;
import io.weir.idempotency.StoreFullException;
import io.weir.idempotency.lock.Acquisition;
import io.weir.idempotency.lock.LockHandle;
import io.weir.idempotency.lock.LockTable;
import io.weir.idempotency.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Decides which request of a key runs. The lock table comes first, so that at most one
 * request per key and instance asks the store, then the store.
 */
final class Gate implements RunSupport {

	private static final Log logger = LogFactory.getLog(Gate.class);

	// A holder may end without an outcome again and again; each time somebody else runs.
	private static final int MAX_TRIES = 16;

	private static final long ERROR_PAGE_WITHIN_MILLIS = 10_000;

	private static final long DECISION_AT_MOST_MILLIS = 10_000;

	private final LockTable<Holder, Recorded> locks;

	private final IdempotencyStore store;

	private final RecordingRules rules;

	private final GateLimits limits;

	private final Timer timer;

	private final Outcomes outcomes;

	private final Answers answers;

	private final AtomicInteger inFlight = new AtomicInteger();

	Gate(LockTable<Holder, Recorded> locks, IdempotencyStore store, RecordingRules rules, GateLimits limits,
			Timer timer, Outcomes outcomes, Answers answers) {
		this.locks = locks;
		this.store = store;
		this.rules = rules;
		this.limits = limits;
		this.timer = timer;
		this.outcomes = outcomes;
		this.answers = answers;
	}

	/**
	 * Asks for the key.
	 */
	Verdict enter(KeyedRequest request) {
		for (int i = 0; i < MAX_TRIES; i++) {
			Acquisition<Holder, Recorded> acquisition = this.locks.tryAcquire(request.storeKey(),
					new Holder(request.fingerprint()));
			if (acquisition instanceof LockHandle<Holder, Recorded> lock) {
				return decide(request, lock);
			}
			if (acquisition instanceof Acquisition.Refused<Holder, Recorded> refused) {
				Holder holder = refused.holder();
				holder.awaitDecision(DECISION_AT_MOST_MILLIS);
				Recorded recorded = holder.recorded();
				if (recorded != null) {
					return new Verdict.Answered(recorded);
				}
				if (holder.isRunning()) {
					return holder.fingerprint().differsFrom(request.fingerprint())
							? new Verdict.Refused(Problem.KEY_REUSED) : new Verdict.Outstanding(holder.fingerprint());
				}
			}
		}
		return new Verdict.Outstanding(request.fingerprint());
	}

	/**
	 * Asks the store, as the one who holds the lock.
	 */
	Verdict decide(KeyedRequest request, LockHandle<Holder, Recorded> lock) {
		Verdict verdict = new Verdict.Refused(Problem.STORE_UNAVAILABLE);
		try {
			verdict = claim(request, lock);
		}
		catch (StoreFullException ex) {
			verdict = new Verdict.Refused(Problem.OVERLOADED);
		}
		catch (RuntimeException ex) {
			logger.warn("The idempotency store did not answer: " + ex);
			if (this.limits.proceedsWithoutStore()) {
				verdict = new Verdict.Proceed(new Run(request, null, lock, this));
			}
		}
		finally {
			settle(lock, verdict);
		}
		return verdict;
	}

	private Verdict claim(KeyedRequest request, LockHandle<Holder, Recorded> lock) {
		if (this.inFlight.incrementAndGet() > this.limits.maxInFlight()) {
			this.inFlight.decrementAndGet();
			Optional<IdempotencyRecord> record = this.store.find(request.storeKey());
			return record.map(IdempotencyRecord::response)
				.<Verdict>map(
						(response) -> new Verdict.Answered(new Recorded(record.orElseThrow().fingerprint(), response)))
				.orElse(new Verdict.Refused(Problem.OVERLOADED));
		}
		boolean granted = false;
		try {
			ClaimResult result = this.store.claim(request.storeKey(), request.fingerprint(), this.limits.leaseFor());
			if (result instanceof ClaimResult.Granted grant) {
				Run run = new Run(request, grant.claim(), lock, this);
				granted = run.begin(this.store.isShared() ? this.limits.leaseFor() : null, this.timer);
				return granted ? new Verdict.Proceed(run) : new Verdict.Elsewhere(lock);
			}
			if (result instanceof ClaimResult.Completed completed) {
				RecordedResponse response = completed.record().response();
				if (response == null) {
					throw new IllegalStateException("A completed record has a response");
				}
				return new Verdict.Answered(new Recorded(completed.record().fingerprint(), response));
			}
			IdempotencyRecord elsewhere = ((ClaimResult.Outstanding) result).record();
			lock.attachment().know(elsewhere.fingerprint());
			return elsewhere.fingerprint().differsFrom(request.fingerprint()) ? new Verdict.Refused(Problem.KEY_REUSED)
					: new Verdict.Elsewhere(lock);
		}
		finally {
			if (!granted) {
				this.inFlight.decrementAndGet();
			}
		}
	}

	/**
	 * Tells those who wait for the decision, and gives up the lock unless a handler runs,
	 * here or elsewhere.
	 */
	private static void settle(LockHandle<Holder, Recorded> lock, Verdict verdict) {
		if (verdict instanceof Verdict.Proceed || verdict instanceof Verdict.Elsewhere) {
			lock.attachment().run();
		}
		else if (verdict instanceof Verdict.Answered answered) {
			lock.attachment().end(answered.recorded());
			lock.complete(answered.recorded());
		}
		else {
			lock.attachment().end();
			lock.close();
		}
	}

	@Override
	public RecordingRules rules() {
		return this.rules;
	}

	@Override
	public Future<?> later(Run run) {
		return this.timer.after(ERROR_PAGE_WITHIN_MILLIS, run::lastResort);
	}

	@Override
	public void refuse(HttpServletResponse response) {
		try {
			this.answers.problem(Problem.STORE_UNAVAILABLE, null, response);
		}
		catch (IOException ex) {
			// The client is gone.
		}
	}

	@Override
	public void ended(boolean isProtected, HttpServletRequest request, IdempotencyOutcome outcome) {
		if (isProtected) {
			this.inFlight.decrementAndGet();
		}
		this.outcomes.ended(request, outcome);
	}

}
