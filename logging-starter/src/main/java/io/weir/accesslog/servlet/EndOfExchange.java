// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.servlet;

import jakarta.servlet.http.HttpServletRequest;

/**
 * How a container tells that an exchange is over: after the error page, after the last
 * asynchronous dispatch, after the client went away.
 */
interface EndOfExchange {

	/**
	 * Called once, on the first dispatch.
	 */
	void arm(Exchange exchange, HttpServletRequest request);

	/**
	 * Called when a dispatch is over, and when asynchronous processing is.
	 */
	void leave(Exchange exchange, boolean asyncStarted);

}
