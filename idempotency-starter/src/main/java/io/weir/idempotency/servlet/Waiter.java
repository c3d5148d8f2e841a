// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.io.IOException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;

import io.weir.idempotency.lock.LockHandle;
import io.weir.idempotency.lock.LockPlace;
import io.weir.idempotency.lock.LockWaiter;
import io.weir.idempotency.problem.Problem;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * A request that is suspended until its key's outcome is known, its turn has come, or its
 * time is over. The first of these wakes it, once: the container dispatches it again, and
 * the filter goes on with what it was woken by. Meanwhile it holds no thread.
 */
final class Waiter implements LockWaiter<Holder, Recorded>, AsyncListener {

	static final String ATTRIBUTE = Waiter.class.getName();

	// The container's own time-out is a safety net only; Tomcat looks once a second.
	private static final long MARGIN_MILLIS = 30_000;

	private final KeyedRequest request;

	private final long sinceNanos = System.nanoTime();

	private final @Nullable LockHandle<Holder, Recorded> own;

	private final AtomicReference<@Nullable WakeUp> wakeUp = new AtomicReference<>();

	private final SuspendedCaller caller = new SuspendedCaller();

	private @Nullable AsyncContext context;

	private @Nullable LockPlace<Holder, Recorded> place;

	private @Nullable Future<?> deadline;

	/**
	 * Creates a waiter.
	 * @param request the request
	 * @param own the lock, when the request holds it and waits for another instance
	 */
	Waiter(KeyedRequest request, @Nullable LockHandle<Holder, Recorded> own) {
		this.request = request;
		this.own = own;
	}

	/**
	 * Suspends the request. What woke it before takes effect now.
	 * @param place its place in the queue of the lock, when it does not hold that
	 */
	void suspend(HttpServletRequest request, HttpServletResponse response, @Nullable LockPlace<Holder, Recorded> place,
			Timer timer) {
		request.setAttribute(ATTRIBUTE, this);
		this.caller.keep(request);
		AsyncContext suspended = request.startAsync(request, response);
		long leftMillis = this.request.millisLeft();
		suspended.setTimeout(leftMillis + MARGIN_MILLIS);
		suspended.addListener(this);
		synchronized (this) {
			this.place = place;
			this.context = suspended;
			if (this.wakeUp.get() != null) {
				suspended.dispatch();
			}
			else {
				this.deadline = timer.after(leftMillis, this::timeOver);
			}
		}
	}

	@Override
	public void granted(LockHandle<Holder, Recorded> lock) {
		// Nobody may hold a thread until this one has one and decides.
		lock.attachment().run();
		if (!wake(new WakeUp.Turn(lock))) {
			giveUp(lock);
		}
	}

	@Override
	public void answered(Recorded recorded) {
		wake(new WakeUp.Outcome(recorded));
	}

	@Override
	public void holderChanged(Holder holder) {
		if (holder.fingerprint().differsFrom(this.request.fingerprint()) && leave()) {
			wake(new WakeUp.Refusal(Problem.KEY_REUSED));
		}
	}

	private void timeOver() {
		if (leave()) {
			wake(new WakeUp.Refusal(Problem.REQUEST_OUTSTANDING));
		}
	}

	/** Gives up the place in the queue, unless the turn has come already. */
	private synchronized boolean leave() {
		return this.place == null || this.place.leave();
	}

	/**
	 * Wakes the request, unless it was woken before.
	 */
	boolean wake(WakeUp cause) {
		if (!this.wakeUp.compareAndSet(null, cause)) {
			return false;
		}
		synchronized (this) {
			if (this.deadline != null) {
				this.deadline.cancel(false);
			}
			if (this.context != null) {
				dispatch(this.context);
			}
		}
		return true;
	}

	private void dispatch(AsyncContext suspended) {
		try {
			suspended.dispatch();
		}
		catch (IllegalStateException ex) {
			over(); // the container gave the request up
		}
	}

	/**
	 * The request is at the filter again.
	 */
	void resumed(HttpServletRequest request) {
		request.removeAttribute(ATTRIBUTE);
		this.caller.giveBack(request);
	}

	/**
	 * What the request was woken by, for the one who goes on with it. A lock that it
	 * cannot go on with is given up.
	 */
	WakeUp take() {
		WakeUp cause = this.wakeUp.getAndSet(WakeUp.TAKEN);
		if (cause instanceof WakeUp.Turn) {
			return cause;
		}
		if (this.own != null && cause != WakeUp.TAKEN) {
			giveUp(this.own);
		}
		return (cause != null) ? cause : WakeUp.TAKEN;
	}

	boolean isAwake() {
		return this.wakeUp.get() != null;
	}

	/**
	 * Whether it holds the lock and waits for another instance.
	 */
	boolean isForStore() {
		return this.own != null;
	}

	KeyedRequest request() {
		return this.request;
	}

	long waitedNanos() {
		return System.nanoTime() - this.sinceNanos;
	}

	/** The exchange is over; a turn that comes now is passed on. */
	private void over() {
		leave();
		if (take() instanceof WakeUp.Turn turn) {
			giveUp(turn.lock());
		}
	}

	private static void giveUp(LockHandle<Holder, Recorded> lock) {
		lock.attachment().end();
		lock.close();
	}

	@Override
	public void onComplete(AsyncEvent event) {
		over();
	}

	@Override
	public void onTimeout(AsyncEvent event) {
		over();
		event.getAsyncContext().complete();
	}

	@Override
	public void onError(AsyncEvent event) throws IOException {
		over();
		event.getAsyncContext().complete();
	}

	@Override
	public void onStartAsync(AsyncEvent event) {
		// The handler, after this request took over.
	}

	/**
	 * Why a request goes on.
	 */
	sealed interface WakeUp {

		/**
		 * Somebody has taken the cause.
		 */
		WakeUp TAKEN = new Refusal(Problem.REQUEST_OUTSTANDING);

		/**
		 * The lock is its own.
		 *
		 * @param lock the lock
		 */
		record Turn(LockHandle<Holder, Recorded> lock) implements WakeUp {
		}

		/**
		 * There is an outcome.
		 *
		 * @param recorded the outcome
		 */
		record Outcome(Recorded recorded) implements WakeUp {
		}

		/**
		 * It is refused.
		 *
		 * @param problem why
		 */
		record Refusal(Problem problem) implements WakeUp {
		}

	}

}
