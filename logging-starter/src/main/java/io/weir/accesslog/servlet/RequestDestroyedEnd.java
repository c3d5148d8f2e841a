// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.servlet;

import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.http.HttpServletRequest;

/**
 * The end on Tomcat, which destroys a request once: after the error page
 * ({@code StandardHostValve}), or after asynchronous processing
 * ({@code AsyncContextImpl.fireOnComplete}).
 */
final class RequestDestroyedEnd implements EndOfExchange {

	@Override
	public void arm(Exchange exchange, HttpServletRequest request) {
	}

	/**
	 * Hears of the destruction.
	 */
	static final class Listener implements ServletRequestListener {

		@Override
		public void requestDestroyed(ServletRequestEvent event) {
			Exchange exchange = Exchange.of(event.getServletRequest());
			if (exchange != null && exchange.endOfExchange() instanceof RequestDestroyedEnd) {
				exchange.observe();
				exchange.end();
			}
		}

	}

}
