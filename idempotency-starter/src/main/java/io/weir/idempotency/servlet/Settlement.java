// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.io.IOException;
import java.time.Duration;

import io.weir.idempotency.ClaimLostException;
import io.weir.idempotency.IdempotencyClaim;
import io.weir.idempotency.IdempotencyOutcome;
import io.weir.idempotency.StoreUnavailableException;
import io.weir.idempotency.UnitOfWork;
import io.weir.idempotency.lock.LockHandle;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * What a run holds, its claim, its unit of work and its lock, and how they are given up:
 * with a record for the repeats, or so that the key is free. Used once, by whoever
 * concludes the run.
 */
final class Settlement {

	private static final Log logger = LogFactory.getLog(Settlement.class);

	private final KeyedRequest request;

	private final @Nullable IdempotencyClaim claim;

	private final LockHandle<Holder, Recorded> lock;

	private final RunSupport support;

	private UnitOfWork unitOfWork = UnitOfWork.NONE;

	private @Nullable LeaseRenewal renewal;

	private @Nullable Runnable putOff;

	private boolean unknown;

	Settlement(KeyedRequest request, @Nullable IdempotencyClaim claim, LockHandle<Holder, Recorded> lock,
			RunSupport support) {
		this.request = request;
		this.claim = claim;
		this.lock = lock;
		this.support = support;
	}

	/**
	 * Opens the unit of work in which the handler will run, on the handler's thread.
	 * @param leaseFor how long the claim stands without renewal, or {@code null} when it
	 * needs none
	 * @return {@code false} when another request has taken the key meanwhile
	 */
	boolean begin(@Nullable Duration leaseFor, Timer timer) {
		IdempotencyClaim claim = this.claim;
		if (claim == null) {
			return true;
		}
		try {
			entered(claim.begin(this.request.policy().ttl()));
		}
		catch (ClaimLostException ex) {
			return false;
		}
		catch (RuntimeException ex) {
			claim.release();
			throw ex;
		}
		if (leaseFor != null) {
			this.renewal = LeaseRenewal.begin(claim, leaseFor, timer);
		}
		return true;
	}

	/** Whether the store knows of the run. */
	boolean isProtected() {
		return this.claim != null;
	}

	/**
	 * Whether the answer must be held back until it is recorded.
	 */
	boolean holdsResponse() {
		return this.unitOfWork.holdsResponse();
	}

	/**
	 * Records the answer.
	 * @return what came of it
	 */
	IdempotencyOutcome record(RecordingResponse recording, int status, long maxDrainBytes) {
		IdempotencyClaim claim = this.claim;
		if (claim == null) {
			return free(null);
		}
		try {
			return recordOrWithhold(claim, recording, status, maxDrainBytes);
		}
		finally {
			giveUp();
		}
	}

	private IdempotencyOutcome recordOrWithhold(IdempotencyClaim claim, RecordingResponse recording, int status,
			long maxDrainBytes) {
		boolean failed = false;
		try {
			Recorded recorded = answer(recording, status, maxDrainBytes);
			if (complete(claim, recorded)) {
				this.lock.attachment().end(recorded);
				this.lock.complete(recorded);
				return IdempotencyOutcome.EXECUTED;
			}
			logger.warn("The answer for the key " + this.lock.key() + " was not recorded: its claim was lost");
		}
		catch (RuntimeException | IOException ex) {
			closeUnitOfWork(ex);
			failed = true;
			logger.error("The answer for the key " + this.lock.key() + " could not be recorded", ex);
			if (!(ex instanceof StoreUnavailableException || recording.tail().holdsEverything())) {
				remember(claim, recording, status); // else the key stays claimed until
													// its lease ends
			}
		}
		catch (Error ex) {
			closeUnitOfWork(ex);
			remember(claim, recording, status);
			throw ex;
		}
		return withheld(claim, recording, failed);
	}

	/** The record cannot be made, but perhaps its marker. No claim is left standing. */
	private void remember(IdempotencyClaim claim, RecordingResponse recording, int status) {
		boolean remembered = false;
		try {
			if (!recording.tail().holdsEverything()) {
				Recorded marker = Recorded.marker(this.request, status);
				claim.complete(marker.fingerprint(), marker.response(), this.request.policy().ttl());
				remembered = true;
			}
			else {
				recording.discard();
			}
		}
		catch (RuntimeException ex) {
			logger.warn("The key " + this.lock.key() + " could not be marked either; it is free", ex);
		}
		finally {
			if (!remembered) {
				claim.release();
			}
		}
	}

	/**
	 * What was held back for a unit of work that did not stand must not be seen. When it
	 * was rolled back, the handler has failed; else nobody knows, and the repeat will
	 * tell.
	 */
	private IdempotencyOutcome withheld(IdempotencyClaim claim, RecordingResponse recording, boolean unknown) {
		if (!recording.tail().holdsEverything()) {
			return IdempotencyOutcome.UNRECORDED;
		}
		recording.discard();
		if (unknown) {
			this.support.refuse(recording);
			return IdempotencyOutcome.STORE_UNAVAILABLE;
		}
		try {
			recording.sendError(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
			claim.release();
		}
		catch (RuntimeException | IOException ex) {
			logger.warn("The key " + this.lock.key() + " could not be freed; it stays claimed until its lease ends",
					ex);
		}
		return IdempotencyOutcome.UNRECORDED;
	}

	private Recorded answer(RecordingResponse recording, int status, long maxDrainBytes) throws IOException {
		try {
			return Recorded.of(this.request, recording, status, maxDrainBytes, this.support.rules());
		}
		catch (RuntimeException ex) {
			logger.warn("The answer for the key " + this.lock.key() + " cannot be replayed", ex);
			return Recorded.marker(this.request, status);
		}
	}

	private boolean complete(IdempotencyClaim claim, Recorded recorded) {
		Duration ttl = this.request.policy().ttl();
		if (!this.unitOfWork.holdsResponse()) {
			closeUnitOfWork(null);
			return claim.complete(recorded.fingerprint(), recorded.response(), ttl);
		}
		Throwable failure = null;
		try {
			return this.unitOfWork.complete(recorded.fingerprint(), recorded.response(), ttl);
		}
		catch (RuntimeException | Error ex) {
			failure = ex;
			throw ex;
		}
		finally {
			closeUnitOfWork(failure);
		}
	}

	/**
	 * Frees the key without a record.
	 * @param failure what the unit of work is rolled back for, or {@code null}
	 * @return what came of it
	 */
	IdempotencyOutcome free(@Nullable Throwable failure) {
		try {
			closeUnitOfWork(failure);
			if (this.claim != null && !this.unknown) {
				this.claim.release();
			}
		}
		catch (RuntimeException ex) {
			logger.warn("The key " + this.lock.key() + " could not be freed; it stays claimed until its lease ends",
					ex);
		}
		finally {
			giveUp();
		}
		return (this.claim != null) ? IdempotencyOutcome.UNRECORDED : IdempotencyOutcome.UNPROTECTED;
	}

	private void giveUp() {
		if (this.renewal != null) {
			this.renewal.stop();
		}
		this.lock.attachment().end();
		this.lock.close();
	}

	/**
	 * Leaves the unit of work, on the thread that opened it.
	 */
	void closeUnitOfWork(@Nullable Throwable failure) {
		UnitOfWork closing = this.unitOfWork;
		try {
			closing.close(failure);
		}
		catch (StoreUnavailableException ex) {
			this.unknown = true;
			throw ex;
		}
		finally {
			entered(UnitOfWork.NONE);
		}
	}

	private synchronized void entered(UnitOfWork unitOfWork) {
		this.unitOfWork = unitOfWork;
	}

	/**
	 * Puts the end of an asynchronous exchange off until the handler's thread has left
	 * the unit of work: only that thread can.
	 * @return {@code false} when it has, or there is none
	 */
	synchronized boolean putOff(Runnable completion) {
		if (this.unitOfWork == UnitOfWork.NONE) {
			return false;
		}
		this.putOff = completion;
		return true;
	}

	synchronized boolean isPutOff() {
		return this.putOff != null;
	}

	/**
	 * Does what was put off, after the unit of work was left.
	 */
	void runPutOff() {
		Runnable completion;
		synchronized (this) {
			completion = this.putOff;
			this.putOff = null;
		}
		if (completion != null) {
			completion.run();
		}
	}

}
