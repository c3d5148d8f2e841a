// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.servlet;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;

/**
 * Hears what becomes of one asynchronous cycle. Containers drop their listeners when a
 * new cycle starts (Servlet 6.1 section 9.6), where {@link CountingRequest} adds another
 * one.
 */
final class ExchangeAsyncListener implements AsyncListener {

	private final Exchange exchange;

	ExchangeAsyncListener(Exchange exchange) {
		this.exchange = exchange;
	}

	@Override
	public void onComplete(AsyncEvent event) {
		this.exchange.response().observe();
		this.exchange.endOfExchange().asyncCompleted();
	}

	@Override
	public void onTimeout(AsyncEvent event) {
		// The application answers a timeout, or the container does: either is observed.
	}

	@Override
	public void onError(AsyncEvent event) {
		Throwable error = event.getThrowable();
		if (error != null) {
			this.exchange.failures().failed(error);
			this.exchange.failures().reported(error);
		}
		this.exchange.endOfExchange().asyncFailed();
	}

	@Override
	public void onStartAsync(AsyncEvent event) {
		// The new cycle has a listener of its own.
	}

}
