// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.servlet;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;

/**
 * Hears that the container destroys a request, which no filter does.
 */
public final class RequestEndListener implements ServletRequestListener {

	/** Attribute of an application that hears of the end in another way. */
	static final String NOT_NEEDED = RequestEndListener.class.getName() + ".NOT_NEEDED";

	/**
	 * Adds the listener where nothing else tells of the end: in a Tomcat that the
	 * application is deployed to.
	 * @param servletContext the application, which is about to start
	 */
	public static void addWhereNeeded(ServletContext servletContext) {
		if (Container.of(servletContext) == Container.TOMCAT && servletContext.getAttribute(NOT_NEEDED) == null) {
			servletContext.addListener(new RequestEndListener());
		}
	}

	@Override
	public void requestDestroyed(ServletRequestEvent event) {
		Exchange exchange = Exchange.of(event.getServletRequest());
		if (exchange != null) {
			exchange.endOfExchange().requestDestroyed();
		}
	}

}
