// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.servlet;

import jakarta.servlet.http.HttpServletRequest;
import org.eclipse.jetty.ee11.servlet.ServletContextRequest;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/**
 * The end on Jetty, which completes the stream of an exchange once, whatever happened in
 * it. Servlet objects are recycled by then, so the status comes from Jetty's own
 * response.
 */
final class JettyCompletionEnd implements EndOfExchange {

	@Override
	public void arm(Exchange exchange, HttpServletRequest request) {
		ServletContextRequest core = ServletContextRequest.getServletContextRequest(request);
		Response response = core.getServletContextResponse();
		Request.addCompletionListener(core, (failure) -> {
			if (failure != null) {
				exchange.disconnected(failure);
			}
			exchange.end(response.getStatus());
		});
	}

	@Override
	public boolean isJetty() {
		return true;
	}

}
