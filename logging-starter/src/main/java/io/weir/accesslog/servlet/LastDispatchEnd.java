// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.servlet;

import jakarta.servlet.http.HttpServletRequest;

/**
 * The end as the filter itself can see it, for containers that Weir does not know and for
 * tests without one: the first dispatch that is left with no asynchronous processing
 * going on. An error page that follows is not seen.
 */
final class LastDispatchEnd implements EndOfExchange {

	@Override
	public void arm(Exchange exchange, HttpServletRequest request) {
	}

	@Override
	public void left(Exchange exchange) {
		exchange.end();
	}

}
