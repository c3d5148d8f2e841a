// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.servlet;

import java.util.function.Consumer;

import jakarta.servlet.http.HttpServletRequest;
import org.eclipse.jetty.ee11.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/**
 * The end on Jetty, which completes the stream of an exchange once, whatever happened in
 * it. Servlet objects are recycled by then, so the status comes from Jetty's own
 * response.
 */
final class JettyEnd implements EndOfExchange, Consumer<@Nullable Throwable> {

	private final Exchange exchange;

	private final Response response;

	private JettyEnd(Exchange exchange, Response response) {
		this.exchange = exchange;
		this.response = response;
	}

	static JettyEnd listen(Exchange exchange, HttpServletRequest request) {
		ServletContextRequest core = ServletContextRequest.getServletContextRequest(request);
		JettyEnd end = new JettyEnd(exchange, core.getServletContextResponse());
		Request.addCompletionListener(core, end);
		return end;
	}

	@Override
	public void accept(@Nullable Throwable failure) {
		if (failure != null) {
			this.exchange.failures().reported(failure);
		}
		HttpFields headers = this.response.getHeaders();
		this.exchange.response().sent(headers.getFieldNamesCollection(), headers::getValuesList);
		this.exchange.requestMeter().readByContainer(Request.getContentBytesRead(this.response.getRequest()));
		boolean encoded = headers.contains(HttpHeader.CONTENT_ENCODING);
		this.exchange.end(this.response.getStatus(), encoded ? -1 : Response.getContentBytesWritten(this.response));
	}

}
