// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.servlet;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import org.apache.catalina.AccessLog;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/**
 * Hears of the end of each request from Tomcat, which tells its access logs when the
 * response is finished, error page and asynchronous processing included. It takes the
 * place of {@link RequestEndListener}: with any listener to requests, Tomcat makes an
 * event of every request attribute that is set, and Spring MVC sets 30.
 */
public final class RequestEndValve extends ValveBase implements AccessLog {

	private RequestEndValve() {
		super(true);
	}

	/**
	 * Adds the valve to an application that is about to start.
	 * @param context the application
	 */
	public static void addTo(Context context) {
		context.getPipeline().addValve(new RequestEndValve());
		context.getServletContext().setAttribute(RequestEndListener.NOT_NEEDED, true);
	}

	static boolean isIn(ServletContext servletContext) {
		return servletContext.getAttribute(RequestEndListener.NOT_NEEDED) != null;
	}

	@Override
	public void invoke(Request request, Response response) throws IOException, ServletException {
		getNext().invoke(request, response);
	}

	@Override
	public void log(Request request, Response response, long nanos) {
		Exchange exchange = Exchange.of(request);
		if (exchange != null) {
			overhear(exchange, response);
			TomcatEnd.countSendfile(exchange, request);
			exchange.requestMeter().readByContainer(request.getCoyoteRequest().getBytesRead());
			exchange.response().observe();
			exchange.end(exchange.response().status(), written(response));
		}
	}

	/**
	 * Hears of errors that the application does not: {@code CoyoteWriter} keeps them to
	 * itself, and what is left in the buffer is sent after all filters.
	 */
	private static void overhear(Exchange exchange, Response response) {
		Exception failure = response.getCoyoteResponse().getErrorException();
		if (failure != null) {
			exchange.failures().disconnected(failure);
			return;
		}
		AtomicBoolean connected = new AtomicBoolean(true);
		response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, connected);
		if (!connected.get()) {
			exchange.failures().connectionLost();
		}
	}

	/**
	 * Tomcat counts characters written as one each, but knows the length of what fits
	 * into its buffer.
	 */
	private static long written(Response response) {
		long written = response.getContentWritten();
		long length = response.getCoyoteResponse().getContentLengthLong();
		return (written > 0 && length >= 0 && !response.getCoyoteResponse().isExceptionPresent()) ? length : written;
	}

	@Override
	public void setRequestAttributesEnabled(boolean enabled) {
		// Uses none of them.
	}

	@Override
	public boolean getRequestAttributesEnabled() {
		return false;
	}

}
