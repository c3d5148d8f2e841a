// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.io.IOException;
import java.time.Duration;

import io.weir.idempotency.IdempotencyClaim;
import io.weir.idempotency.IdempotencyContext;
import io.weir.idempotency.lock.LockHandle;
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
 * What of these comes first is its {@link Conclusion}.
 */
final class Run {

	static final String ATTRIBUTE = Run.class.getName();

	private final KeyedRequest request;

	private final @Nullable IdempotencyClaim claim;

	private final LockHandle<Holder, Recorded> lock;

	private final RunSupport support;

	private final HeaderTrail trail = new HeaderTrail();

	private final Settlement settlement;

	private final Conclusion conclusion;

	private @Nullable RecordingResponse recording;

	private volatile boolean wasSuspended;

	Run(KeyedRequest request, @Nullable IdempotencyClaim claim, LockHandle<Holder, Recorded> lock, RunSupport support) {
		this.request = request;
		this.claim = claim;
		this.lock = lock;
		this.support = support;
		this.settlement = new Settlement(request, claim, lock, support);
		this.conclusion = new Conclusion(request, this.settlement, support);
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
		this.conclusion.of(request);
		request.setAttribute(ATTRIBUTE, this);
		this.request.body().setRequest(request);
		this.request.body().attach(this);
		RecordingResponse recording = recording(request, response);
		this.recording = recording;
		if (this.claim != null) {
			IdempotencyContext context = new IdempotencyContext(this.request.key(), this.request.storeKey(),
					this.claim.attempt());
			request.setAttribute(IdempotencyContext.ATTRIBUTE, context);
			request.setAttribute(IdempotencyContext.ATTEMPT_ATTRIBUTE, context.attempt());
			this.conclusion.of(context);
			recording.tail().everything(this.settlement.holdsResponse());
		}
		pass(this.request.body(), recording, recording, chain);
	}

	/** Goes on in a later dispatch of the same request. */
	void proceed(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		RecordingResponse current = this.recording;
		if (this.conclusion.isReached() || current == null) {
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
		return new RecordingResponse(response, this.support.rules().maxBodyBytes(), this.trail,
				Jetty.made(request.getServletContext()));
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
			boolean finished = true;
			try {
				finished = returned(request, recording, failure);
			}
			finally {
				if (finished) {
					recording.releaseTail();
				}
				this.settlement.runPutOff();
			}
		}
	}

	/**
	 * A dispatch returned.
	 * @return whether the answer is as far as it will get in this dispatch
	 */
	private boolean returned(HttpServletRequest request, RecordingResponse recording, @Nullable Throwable failure) {
		if (failure != null) {
			this.conclusion.failed(recording, failure);
		}
		else if (request.isAsyncStarted() && !isFailed(request, recording)) {
			return suspended(request, recording);
		}
		else if (recording.errorStatus() != 0 && request.getDispatcherType() != DispatcherType.ERROR
				&& this.conclusion.isRecorded(recording.errorStatus())) {
			leaveUnitOfWork(recording); // the error page is still to come
		}
		else {
			this.conclusion.answered(recording, this.support.rules().maxDrainBytes());
		}
		return true;
	}

	private boolean suspended(HttpServletRequest request, RecordingResponse recording) {
		this.wasSuspended = true;
		request.getAsyncContext().addListener(new RunAsyncListener(this));
		leaveUnitOfWork(recording);
		if (this.settlement.isPutOff()) {
			recording.tail().everything(false); // it is committed, and will not be undone
			return false;
		}
		return recording.tail().holdsEverything() || !this.request.body().isSuspended();
	}

	/** Leaves the unit of work before the answer is known. */
	private void leaveUnitOfWork(RecordingResponse recording) {
		try {
			this.settlement.closeUnitOfWork(null);
		}
		catch (RuntimeException ex) {
			recording.clientLeft(); // what another thread still writes is not to be seen
			this.conclusion.failed(recording, ex);
			throw ex;
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

	/**
	 * An asynchronous handler completes its answer. While its thread is within a unit of
	 * work that waits until it is out.
	 */
	void complete(Runnable exchange) {
		Runnable completion = () -> {
			RecordingResponse current = response();
			if (current.errorStatus() == 0) {
				this.conclusion.answered(current, Conclusion.NO_DRAIN);
			}
			current.releaseTail();
			exchange.run();
		};
		if (!this.settlement.putOff(completion)) {
			completion.run();
		}
	}

	/**
	 * The container is done with the request, and has made its error page, if there is
	 * one. Jetty makes that later, and Tomcat does when the exchange was asynchronous.
	 */
	void requestDestroyed(HttpServletRequest request) {
		if (this.wasSuspended || Jetty.made(request.getServletContext())) {
			exchangeOver();
		}
		else {
			lastResort();
		}
	}

	/**
	 * The exchange is over, by whatever way. What nothing concluded is concluded here,
	 * unless its error page is still to come: Tomcat makes it after an asynchronous
	 * exchange is over.
	 */
	void exchangeOver() {
		RecordingResponse current = this.recording;
		if (current == null || current.errorStatus() == 0 || this.conclusion.isReached()
				|| !this.conclusion.isRecorded(current.errorStatus())) {
			lastResort();
		}
		else {
			this.conclusion.noLaterThan(this.support.later(this));
		}
	}

	/** Ends the run if nothing else has. */
	void lastResort() {
		RecordingResponse current = this.recording;
		if (current == null) {
			this.conclusion.neverRan();
		}
		else if (this.conclusion.isReached()) {
			// The container may have given the response to another request.
		}
		else if (current.errorStatus() != 0) {
			// Its page never came, and the container may have taken the response back.
			current.capture().discard();
			this.conclusion.answered(current, current.errorStatus(), Conclusion.NO_DRAIN);
		}
		else {
			this.conclusion.answered(current, Conclusion.NO_DRAIN);
		}
		this.lock.abandon();
	}

	/** Tomcat makes the error page of a handler that timed out while still suspended. */
	private boolean isFailed(HttpServletRequest request, RecordingResponse page) {
		return request.getDispatcherType() == DispatcherType.ERROR && !this.conclusion.isRecorded(page.getStatus());
	}

}
