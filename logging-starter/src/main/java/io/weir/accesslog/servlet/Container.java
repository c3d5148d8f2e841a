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
			return RequestEndValve.isIn(request.getServletContext()) ? new EndOfExchange() {
			} : new TomcatEnd(exchange, request);
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

	/**
	 * The container by its classes, as what it calls itself may be hidden.
	 */
	static Container of(ServletContext servletContext) {
		for (Class<?> type = servletContext.getClass(); type != null; type = type.getSuperclass()) {
			if (type.getName().startsWith("org.apache.catalina.")) {
				return TOMCAT;
			}
			if (type.getName().startsWith("org.eclipse.jetty.ee11.")) {
				return JETTY;
			}
		}
		return OTHER;
	}

}
