// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.lock;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Runs what waiters are told. What the executor refuses, because it is full or shut down,
 * is run by the calling thread, one after the other and never nested, so that no wake-up
 * is lost and a long chain of hand-overs does not overflow the stack.
 */
final class Callbacks {

	private static final Log logger = LogFactory.getLog(Callbacks.class);

	private final Executor executor;

	private final Queue<Runnable> refused = new ConcurrentLinkedQueue<>();

	private final AtomicInteger unfinished = new AtomicInteger();

	Callbacks(Executor executor) {
		this.executor = executor;
	}

	<A, O> void grant(LockPlace<A, O> place, LockHandle<A, O> handle) {
		run(place, () -> {
			try {
				place.waiter.granted(handle);
			}
			catch (RuntimeException | Error ex) {
				handle.close();
				throw ex;
			}
		});
	}

	<A, O> void answer(LockPlace<A, O> place, O outcome) {
		run(place, () -> place.waiter.answered(outcome));
	}

	<A, O> void holderChanged(LockPlace<A, O> place, A holder) {
		run(place, () -> place.waiter.holderChanged(holder));
	}

	private void run(LockPlace<?, ?> place, Runnable callback) {
		run(() -> {
			try {
				callback.run();
			}
			catch (RuntimeException ex) {
				logger.error("A waiter for " + place.entry.key + " failed", ex);
			}
		});
	}

	private void run(Runnable callback) {
		try {
			this.executor.execute(callback);
		}
		catch (RejectedExecutionException ex) {
			runHere(callback);
		}
	}

	private void runHere(Runnable callback) {
		this.refused.add(callback);
		if (this.unfinished.getAndIncrement() != 0) {
			return; // a thread further out, or another one, runs it
		}
		do {
			Runnable next = this.refused.remove();
			next.run();
		}
		while (this.unfinished.decrementAndGet() != 0);
	}

}
