// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Ends, when the container is done with a request (Servlet 6.1, section 11.3), whatever
 * run it left behind.
 */
public final class RunRequestListener implements ServletRequestListener {

	/** Attribute of an application that hears of the end in another way. */
	static final String NOT_NEEDED = RunRequestListener.class.getName() + ".NOT_NEEDED";

	/**
	 * Adds the listener where nothing else tells of the end: in Jetty, and in a Tomcat
	 * that the application is deployed to.
	 * @param servletContext the application, which is about to start
	 */
	public static void addWhereNeeded(ServletContext servletContext) {
		if (servletContext.getAttribute(NOT_NEEDED) == null) {
			servletContext.addListener(new RunRequestListener());
		}
	}

	@Override
	public void requestDestroyed(ServletRequestEvent event) {
		// Jetty says so after each dispatch, also of a request that has just been
		// suspended.
		ServletRequest request = event.getServletRequest();
		if (request.getAttribute(Run.ATTRIBUTE) instanceof Run run && !request.isAsyncStarted()
				&& request instanceof HttpServletRequest httpRequest) {
			run.requestDestroyed(httpRequest);
		}
	}

}
