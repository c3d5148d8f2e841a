// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.servlet;

import java.io.IOException;

import jakarta.servlet.ServletException;
import org.apache.catalina.AccessLog;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

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

	@Override
	public void invoke(Request request, Response response) throws IOException, ServletException {
		getNext().invoke(request, response);
	}

	@Override
	public void log(Request request, Response response, long nanos) {
		Exchange exchange = Exchange.of(request);
		if (exchange != null) {
			exchange.endOfExchange().requestFinished();
		}
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
