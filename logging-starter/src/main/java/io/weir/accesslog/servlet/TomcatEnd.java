// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.servlet;

import jakarta.servlet.DispatcherType;

/**
 * The end on Tomcat: when the response is finished ({@link RequestEndValve}). Where that
 * cannot be heard, it is when the request is destroyed, with two exceptions that Tomcat's
 * source shows.
 * <ul>
 * <li>After {@code sendError} in an asynchronous dispatch the request is destroyed before
 * the error page ({@code AsyncContextImpl.doInternalDispatch}), and once more after it.
 * <li>After an exception between {@code startAsync} and the return from the filter it is
 * never destroyed ({@code AsyncStateMachine}, {@code MUST_ERROR}): the error page was
 * served by the time that listeners hear of the error.
 * </ul>
 */
final class TomcatEnd implements EndOfExchange {

	private final Exchange exchange;

	private boolean errorPageDue;

	private boolean errorPageOver;

	TomcatEnd(Exchange exchange) {
		this.exchange = exchange;
	}

	@Override
	public void left(DispatcherType type, boolean asyncStarted) {
		this.errorPageDue = type == DispatcherType.ASYNC && !asyncStarted && this.exchange.response().isErrorSent();
		this.errorPageOver = type == DispatcherType.ERROR;
	}

	@Override
	public void asyncFailed() {
		if (this.errorPageOver) {
			end();
		}
	}

	@Override
	public void requestDestroyed() {
		if (this.errorPageDue) {
			this.errorPageDue = false;
			// Should no error page come as the client is gone, the next event ends it.
			this.errorPageOver = true;
		}
		else {
			end();
		}
	}

	@Override
	public void requestFinished() {
		end();
	}

	private void end() {
		this.exchange.response().observe();
		this.exchange.end();
	}

}
