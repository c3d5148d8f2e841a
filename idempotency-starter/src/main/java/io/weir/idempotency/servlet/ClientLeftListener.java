// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.io.IOException;
import java.util.concurrent.TimeoutException;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;

/**
 * Tells a run that its client is gone. It is the first listener, because the
 * application's own may complete the exchange in the middle of the answer.
 *
 * @param run the run
 */
record ClientLeftListener(Run run) implements AsyncListener {

	@Override
	public void onError(AsyncEvent event) {
		Throwable failure = event.getThrowable();
		if (failure instanceof IOException || failure instanceof TimeoutException) {
			this.run.response().clientLeft();
		}
	}

	@Override
	public void onComplete(AsyncEvent event) {
	}

	@Override
	public void onTimeout(AsyncEvent event) {
	}

	@Override
	public void onStartAsync(AsyncEvent event) {
	}

}
