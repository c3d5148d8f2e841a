// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.servlet;

import jakarta.servlet.ServletContext;

/**
 * Knows the containers by the name that they give themselves.
 */
final class Containers {

	private Containers() {
	}

	static EndOfExchange endOfExchange(ServletContext servletContext) {
		String server = servletContext.getServerInfo();
		if (server.startsWith("jetty/")) {
			return new JettyCompletionEnd();
		}
		if (server.startsWith("Apache Tomcat/")) {
			return new RequestDestroyedEnd();
		}
		return new DispatchEnd();
	}

}
