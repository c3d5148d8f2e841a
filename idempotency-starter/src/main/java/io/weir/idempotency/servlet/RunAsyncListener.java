// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;

/**
 * Tells a run what becomes of its suspended exchange.
 *
 * @param run the run
 */
record RunAsyncListener(Run run) implements AsyncListener {

	@Override
	public void onComplete(AsyncEvent event) {
		this.run.exchangeOver();
	}

	@Override
	public void onTimeout(AsyncEvent event) {
		this.run.response().releaseTail(); // a dispatch or the completion follows
	}

	@Override
	public void onError(AsyncEvent event) {
		new ClientLeftListener(this.run).onError(event);
	}

	@Override
	public void onStartAsync(AsyncEvent event) {
		event.getAsyncContext().addListener(this);
	}

}
