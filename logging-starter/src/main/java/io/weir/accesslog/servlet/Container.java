// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.servlet;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;

/**
 * The containers, as far as they differ in what an access log can see.
 */
enum Container {

	TOMCAT {

		@Override
		EndOfExchange endOf(Exchange exchange, HttpServletRequest request) {
			return new TomcatEnd(exchange);
		}

	},

	JETTY {

		@Override
		EndOfExchange endOf(Exchange exchange, HttpServletRequest request) {
			return JettyEnd.listen(exchange, request);
		}

	},

	/**
	 * Any other, and tests without one. An error page that follows a dispatch is not
	 * seen.
	 */
	OTHER {

		@Override
		EndOfExchange endOf(Exchange exchange, HttpServletRequest request) {
			return new LastDispatchEnd(exchange);
		}

	};

	abstract EndOfExchange endOf(Exchange exchange, HttpServletRequest request);

	static Container of(ServletContext servletContext) {
		String server = servletContext.getServerInfo();
		if (server.startsWith("Apache Tomcat/")) {
			return TOMCAT;
		}
		return server.startsWith("jetty/") ? JETTY : OTHER;
	}

}
