// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.io.IOException;

import jakarta.servlet.ServletException;
import org.apache.catalina.AccessLog;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Ends whatever run a request left behind. A valve of the host hears of it when the error
 * page is made, be it Tomcat's own, and the answer is not yet sent; where an asynchronous
 * exchange was completed, Tomcat tells its access logs. It takes the place of
 * {@link RunRequestListener}: with any listener to requests, Tomcat makes an event of
 * every request attribute that is set, with a key or without.
 */
public final class RunEndValve extends ValveBase implements AccessLog {

	private RunEndValve() {
		super(true);
	}

	/**
	 * Adds the valve to an application that is about to start.
	 * @param context the application
	 */
	public static void addTo(Context context) {
		context.getParent().getPipeline().addValve(new RunEndValve());
		context.getServletContext().setAttribute(RunRequestListener.NOT_NEEDED, true);
	}

	@Override
	public void invoke(Request request, Response response) throws IOException, ServletException {
		try {
			getNext().invoke(request, response);
		}
		finally {
			if (!request.isAsync()) {
				end(request);
			}
		}
	}

	@Override
	public void log(Request request, Response response, long nanos) {
		end(request);
	}

	private static void end(Request request) {
		if (request.getAttribute(Run.ATTRIBUTE) instanceof Run run) {
			run.lastResort();
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
