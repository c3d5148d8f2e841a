// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.time.Duration;
import java.util.List;

import io.weir.idempotency.IdempotencyListener;
import io.weir.idempotency.IdempotencyOutcome;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Makes outcomes known: to listeners, and to filters further out by a request attribute.
 *
 * @param listeners the listeners
 */
record Outcomes(List<IdempotencyListener> listeners) {

	/**
	 * A request is over for the filter, or its answer is about to be sent.
	 */
	void ended(HttpServletRequest request, IdempotencyOutcome outcome) {
		for (IdempotencyListener listener : this.listeners) {
			listener.ended(outcome);
		}
		try {
			request.setAttribute(IdempotencyOutcome.ATTRIBUTE, outcome);
		}
		catch (RuntimeException ex) {
			// The container has taken the request back: nobody is left to read it.
		}
	}

	/**
	 * A suspended request goes on.
	 */
	void waited(Duration duration) {
		for (IdempotencyListener listener : this.listeners) {
			listener.waited(duration);
		}
	}

}
