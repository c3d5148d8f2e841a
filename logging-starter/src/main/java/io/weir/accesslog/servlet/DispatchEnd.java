// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.servlet;

import jakarta.servlet.http.HttpServletRequest;

/**
 * The end as the filter itself can see it, for containers that Weir does not know and for
 * tests without one: when the first dispatch that is not asynchronous is left.
 */
final class DispatchEnd implements EndOfExchange {

	@Override
	public void arm(Exchange exchange, HttpServletRequest request) {
	}

	@Override
	public void leave(Exchange exchange, boolean asyncStarted) {
		if (!asyncStarted) {
			exchange.end();
		}
	}

}
