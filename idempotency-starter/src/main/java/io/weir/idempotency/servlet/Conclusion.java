// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.io.IOException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import io.weir.idempotency.IdempotencyContext;
import io.weir.idempotency.IdempotencyOutcome;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * The end of a run. A return, a failure, a completion and the last resort all bring it
 * about; whichever comes first settles what the run holds, and the others find it done.
 */
final class Conclusion {

	static final long NO_DRAIN = -1;

	private final AtomicBoolean reached = new AtomicBoolean();

	private final AtomicReference<@Nullable Future<?>> lastResort = new AtomicReference<>();

	private final KeyedRequest request;

	private final Settlement settlement;

	private final RunSupport support;

	private @Nullable HttpServletRequest exchange;

	private @Nullable IdempotencyContext context;

	Conclusion(KeyedRequest request, Settlement settlement, RunSupport support) {
		this.request = request;
		this.settlement = settlement;
		this.support = support;
	}

	/** The handler will run in this exchange. */
	void of(HttpServletRequest exchange) {
		this.exchange = exchange;
	}

	/** The handler may say in it that its answer is not to be kept. */
	void of(IdempotencyContext context) {
		this.context = context;
	}

	boolean isReached() {
		return this.reached.get();
	}

	/** Whether an answer of this status is one for the repeats. */
	boolean isRecorded(int status) {
		return this.support.rules().statuses().test(status) && !this.request.body().isBroken()
				&& (this.context == null || this.context.isRecorded());
	}

	/** The handler gave an answer. */
	void answered(RecordingResponse recording, long maxDrainBytes) {
		answered(recording, recording.getStatus(), maxDrainBytes);
	}

	/** The handler gave an answer, of which the response does not know the status. */
	void answered(RecordingResponse recording, int status, long maxDrainBytes) {
		if (!this.reached.compareAndSet(false, true)) {
			return;
		}
		IdempotencyOutcome outcome = IdempotencyOutcome.UNRECORDED;
		try {
			outcome = (this.settlement.isProtected() && isRecorded(status))
					? this.settlement.record(recording, status, maxDrainBytes)
					: this.settlement.free(new UnrecordedAnswerException(status));
		}
		finally {
			ended(outcome);
		}
	}

	/** The handler failed, if not for the one reason that its client is gone. */
	void failed(RecordingResponse recording, Throwable failure) {
		if (recording.isClientGone() && isOfTransport(failure)) {
			recording.capture().discard();
			answered(recording, NO_DRAIN);
		}
		else if (this.reached.compareAndSet(false, true)) {
			try {
				if (recording.tail().holdsEverything()) {
					recording.discard();
				}
			}
			finally {
				free(failure);
			}
		}
	}

	private static boolean isOfTransport(Throwable failure) {
		Throwable cause = failure;
		while (cause != null && !(cause instanceof IOException)) {
			cause = cause.getCause();
		}
		return cause != null;
	}

	/** The handler will not run. */
	void neverRan() {
		if (this.reached.compareAndSet(false, true)) {
			free(null);
		}
	}

	private void free(@Nullable Throwable failure) {
		IdempotencyOutcome outcome = IdempotencyOutcome.UNRECORDED;
		try {
			outcome = this.settlement.free(failure);
		}
		finally {
			ended(outcome);
		}
	}

	/** A task that would bring it about is of use only until something else does. */
	void noLaterThan(Future<?> task) {
		Future<?> earlier = this.lastResort.getAndSet(task);
		if (earlier != null) {
			earlier.cancel(false);
		}
		if (isReached()) {
			task.cancel(false);
		}
	}

	private void ended(IdempotencyOutcome outcome) {
		Future<?> task = this.lastResort.get();
		if (task != null) {
			task.cancel(false);
		}
		if (this.exchange != null) {
			this.support.ended(this.settlement.isProtected(), this.exchange, outcome);
		}
	}

}
