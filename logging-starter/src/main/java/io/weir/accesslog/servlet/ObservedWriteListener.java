// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.servlet;

import java.io.IOException;

import jakarta.servlet.WriteListener;

/**
 * The application's listener, overheard: an error while writing without blocking is told
 * to nobody else.
 *
 * @param delegate the application's listener
 * @param exchange hears of the client that left
 */
record ObservedWriteListener(WriteListener delegate, Exchange exchange) implements WriteListener {

	@Override
	public void onWritePossible() throws IOException {
		try {
			this.delegate.onWritePossible();
		}
		catch (Throwable ex) {
			this.exchange.failures().thrown(ex);
			throw ex;
		}
	}

	@Override
	public void onError(Throwable error) {
		this.exchange.failures().disconnected(error);
		this.delegate.onError(error);
	}

}
