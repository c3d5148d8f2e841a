// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import io.weir.idempotency.IdempotencyClaim;
import io.weir.idempotency.IdempotencyContext;
import io.weir.idempotency.IdempotencyOutcome;
import io.weir.idempotency.lock.LockHandle;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.web.util.WebUtils;

/**
 * One run of a handler under a key, from the moment it owns the key until its outcome is
 * recorded or the key is free again. It is bound to its request, not to a thread, and
 * goes through every dispatch of it:
 *
 * <pre>
 * REQUEST ──┬─ returns ─────────────────────────────┬─▶ concluded: recorded, or released
 *           ├─ throws ──────────────────────────────┤
 *           ├─ starts async ─▶ ASYNC … or complete ─┤
 *           └─ sendError ────▶ ERROR ───────────────┘
 * </pre>
 *
 * Whichever comes first concludes it; all others find it concluded and do nothing.
 */
final class Run implements AsyncListener {

	static final String ATTRIBUTE = Run.class.getName();

	private static final long NO_DRAIN = -1;

	private final KeyedRequest request;

	private final @Nullable IdempotencyClaim claim;

	private final LockHandle<Holder, Recorded> lock;

	private final RunSupport support;

	private final HeaderTrail trail = new HeaderTrail();

	private final AtomicBoolean concluded = new AtomicBoolean();

	private final Settlement settlement;

	private @Nullable RecordingResponse recording;

	private @Nullable HttpServletRequest exchange;

	Run(KeyedRequest request, @Nullable IdempotencyClaim claim, LockHandle<Holder, Recorded> lock, RunSupport support) {
		this.request = request;
		this.claim = claim;
		this.lock = lock;
		this.support = support;
		this.settlement = new Settlement(request, claim, lock, support);
	}

	/** Whether the store knows of this run. */
	boolean isProtected() {
		return this.claim != null;
	}

	/**
	 * As {@link Settlement#begin}.
	 */
	boolean begin(@Nullable Duration leaseFor, Timer timer) {
		return this.settlement.begin(leaseFor, timer);
	}

	/** Calls the handler. */
	void start(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		this.exchange = request;
		request.setAttribute(ATTRIBUTE, this);
		this.request.body().setRequest(request);
		this.request.body().attach(this);
		RecordingResponse recording = recording(request, response);
		this.recording = recording;
		if (this.claim != null) {
			request.setAttribute(IdempotencyContext.ATTRIBUTE,
					new IdempotencyContext(this.request.key(), this.claim.attempt()));
			recording.tail().everything(this.settlement.holdsResponse());
		}
		pass(this.request.body(), recording, recording, chain);
	}

	/** Goes on in a later dispatch of the same request. */
	void proceed(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		RecordingResponse current = this.recording;
		if (this.concluded.get() || current == null) {
			chain.doFilter(request, response);
			return;
		}
		if (request.getDispatcherType() == DispatcherType.ERROR) {
			RecordingResponse page = recording(request, response);
			this.recording = page;
			this.trail.set("Cache-Control"); // Jetty's own, on its way to the page
			pass(request, page, page, chain);
		}
		else if (request.getDispatcherType() != DispatcherType.ASYNC) {
			chain.doFilter(request, response);
		}
		else if (WebUtils.getNativeResponse(response, RecordingResponse.class) == current) {
			pass(request, response, current, chain);
		}
		else {
			// The handler suspended the container's own request and response.
			pass(this.request.body(), current, current, chain);
		}
	}

	private RecordingResponse recording(HttpServletRequest request, HttpServletResponse response) {
		// Jetty sends a redirect within the call; Tomcat, like everything, when all
		// returned.
		boolean redirectsAtOnce = request.getServletContext().getServerInfo().startsWith("jetty");
		return new RecordingResponse(response, this.support.rules().maxBodyBytes(), this.trail, redirectsAtOnce);
	}

	private void pass(HttpServletRequest request, HttpServletResponse response, RecordingResponse recording,
			FilterChain chain) throws IOException, ServletException {
		Throwable failure = null;
		recording.tail().holding(true);
		this.request.body().dispatched();
		try {
			chain.doFilter(request, response);
		}
		catch (Throwable ex) {
			failure = ex;
			throw ex;
		}
		finally {
			if (returned(request, recording, failure)) {
				recording.releaseTail();
			}
		}
	}

	/**
	 * A dispatch returned.
	 * @return whether the answer is as far as it will get in this dispatch
	 */
	private boolean returned(HttpServletRequest request, RecordingResponse recording, @Nullable Throwable failure) {
		if (failure != null) {
			fail(recording, failure);
		}
		else if (request.isAsyncStarted() && !isFailed(request, recording)) {
			this.settlement.closeUnitOfWork(null);
			request.getAsyncContext().addListener(this);
			return recording.tail().holdsEverything() || !this.request.body().isSuspended();
		}
		else if (recording.errorStatus() != 0 && request.getDispatcherType() != DispatcherType.ERROR
				&& isRecorded(recording.errorStatus())) {
			this.settlement.closeUnitOfWork(null); // the error page is still to come
		}
		else {
			conclude(recording, this.support.rules().maxDrainBytes());
		}
		return true;
	}

	private void fail(RecordingResponse recording, Throwable failure) {
		if (recording.isCutOffBy(failure)) {
			recording.capture().discard();
			conclude(recording, NO_DRAIN);
		}
		else if (this.concluded.compareAndSet(false, true)) {
			if (recording.tail().holdsEverything()) {
				recording.discard();
			}
			ended(this.settlement.free(failure));
		}
	}

	/**
	 * The handler's body is known now, so that others can be told from it at once.
	 */
	void bodyKnown() {
		this.lock.attachment().know(this.request.fingerprint());
	}

	/** The response that is recorded. */
	RecordingResponse response() {
		RecordingResponse current = this.recording;
		if (current == null) {
			throw new IllegalStateException("The run was not started");
		}
		return current;
	}

	/** An asynchronous handler is about to complete its answer. */
	void completing() {
		RecordingResponse current = response();
		if (current.errorStatus() == 0) {
			conclude(current, NO_DRAIN);
		}
		current.releaseTail();
	}

	/**
	 * The exchange is over, by whatever way. What nothing concluded is concluded here,
	 * unless its error page is still to come: Tomcat makes it after an asynchronous
	 * exchange is over.
	 */
	void exchangeOver() {
		RecordingResponse current = this.recording;
		if (current == null || current.errorStatus() == 0 || !isRecorded(current.errorStatus())) {
			lastResort();
		}
		else {
			this.support.later(this);
		}
	}

	/** Ends the run if nothing else has. */
	void lastResort() {
		RecordingResponse current = this.recording;
		if (current == null) {
			ended(this.settlement.free(null));
			return;
		}
		if (current.errorStatus() != 0) {
			// Its page never came, and the container may have taken the response back.
			current.capture().discard();
			conclude(current, current.errorStatus(), NO_DRAIN);
		}
		else {
			conclude(current, NO_DRAIN);
		}
		this.lock.abandon();
	}

	private void conclude(RecordingResponse recording, long maxDrainBytes) {
		conclude(recording, recording.getStatus(), maxDrainBytes);
	}

	private void conclude(RecordingResponse recording, int status, long maxDrainBytes) {
		if (this.concluded.compareAndSet(false, true)) {
			IdempotencyOutcome outcome = IdempotencyOutcome.UNRECORDED;
			try {
				outcome = (this.claim != null && isRecorded(status))
						? this.settlement.record(recording, status, maxDrainBytes)
						: this.settlement.free(new UnrecordedAnswerException(status));
			}
			finally {
				ended(outcome);
			}
		}
	}

	private void ended(IdempotencyOutcome outcome) {
		HttpServletRequest exchange = this.exchange;
		if (exchange != null) {
			this.support.ended(this, exchange, outcome);
		}
	}

	/** Tomcat makes the error page of a handler that timed out while still suspended. */
	private boolean isFailed(HttpServletRequest request, RecordingResponse page) {
		return request.getDispatcherType() == DispatcherType.ERROR && !isRecorded(page.getStatus());
	}

	private boolean isRecorded(int status) {
		return this.support.rules().statuses().test(status) && !this.request.body().isBroken();
	}

	@Override
	public void onComplete(AsyncEvent event) {
		exchangeOver();
	}

	@Override
	public void onTimeout(AsyncEvent event) {
		response().releaseTail(); // a dispatch or the completion follows
	}

	@Override
	public void onError(AsyncEvent event) {
		RecordingResponse current = this.recording;
		if (current != null && event.getThrowable() instanceof IOException) {
			current.clientLeft();
		}
	}

	@Override
	public void onStartAsync(AsyncEvent event) {
		event.getAsyncContext().addListener(this);
	}

}
