// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.servlet;

import jakarta.servlet.DispatcherType;

/**
 * The end as the filter itself can see it: the first dispatch that is left with no
 * asynchronous processing going on.
 */
final class LastDispatchEnd implements EndOfExchange {

	private final Exchange exchange;

	LastDispatchEnd(Exchange exchange) {
		this.exchange = exchange;
	}

	@Override
	public void left(DispatcherType type, boolean asyncStarted) {
		if (!asyncStarted) {
			this.exchange.end();
		}
	}

	@Override
	public void asyncCompleted() {
		this.exchange.end();
	}

}
