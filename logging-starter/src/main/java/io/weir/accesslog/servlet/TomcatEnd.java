// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;

/**
 * The end on a Tomcat that has no {@link RequestEndValve}: when the request is destroyed,
 * with two exceptions that Tomcat's source shows.
 * <ul>
 * <li>After {@code sendError} in an asynchronous dispatch the request is destroyed before
 * the error page ({@code AsyncContextImpl.doInternalDispatch}), and once more after it.
 * <li>After an exception between {@code startAsync} and the return from the filter it is
 * never destroyed ({@code AsyncStateMachine}, {@code MUST_ERROR}): the error page was
 * served by the time that listeners hear of the error.
 * </ul>
 */
final class TomcatEnd implements EndOfExchange {

	private static final String SENDFILE = "org.apache.tomcat.sendfile.";

	private final Exchange exchange;

	private final HttpServletRequest request;

	private boolean errorPageDue;

	private boolean errorPageOver;

	TomcatEnd(Exchange exchange, HttpServletRequest request) {
		this.exchange = exchange;
		this.request = request;
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

	private void end() {
		countSendfile(this.exchange, this.request);
		this.exchange.response().observe();
		this.exchange.end();
	}

	/**
	 * Counts a file that the application left to Tomcat to send
	 * ({@code Http11Processor.prepareSendfile}).
	 */
	static void countSendfile(Exchange exchange, HttpServletRequest request) {
		if (request.getAttribute(SENDFILE + "filename") != null
				&& Boolean.TRUE.equals(request.getAttribute(SENDFILE + "support"))
				&& request.getAttribute(SENDFILE + "start") instanceof Long start
				&& request.getAttribute(SENDFILE + "end") instanceof Long end) {
			exchange.responseMeter().count(end - start);
		}
	}

}
