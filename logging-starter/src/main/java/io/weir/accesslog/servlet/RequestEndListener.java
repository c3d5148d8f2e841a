// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.servlet;

import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;

/**
 * Hears that the container destroys a request, which no filter does. Registered beside
 * {@link AccessLogFilter}.
 */
public final class RequestEndListener implements ServletRequestListener {

	@Override
	public void requestDestroyed(ServletRequestEvent event) {
		Exchange exchange = Exchange.of(event.getServletRequest());
		if (exchange != null) {
			exchange.endOfExchange().requestDestroyed();
		}
	}

}
