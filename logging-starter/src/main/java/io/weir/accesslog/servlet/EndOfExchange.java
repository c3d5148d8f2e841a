// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.servlet;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;

/**
 * How a container tells that an exchange is over: after the error page, after the last
 * asynchronous dispatch, after the client went away.
 */
interface EndOfExchange {

	/**
	 * Called once, on the first dispatch.
	 */
	void arm(Exchange exchange, HttpServletRequest request);

	/**
	 * Called when a dispatch was left and no asynchronous processing goes on, and when
	 * asynchronous processing is complete. An error page may follow.
	 */
	default void left(Exchange exchange) {
	}

	/**
	 * Whether the container is Jetty, whose streams and writers encode text their own
	 * way.
	 */
	default boolean isJetty() {
		return false;
	}

	static EndOfExchange of(ServletContext servletContext) {
		String server = servletContext.getServerInfo();
		if (server.startsWith("jetty/")) {
			return new JettyCompletionEnd();
		}
		return server.startsWith("Apache Tomcat/") ? new RequestDestroyedEnd() : new LastDispatchEnd();
	}

}
