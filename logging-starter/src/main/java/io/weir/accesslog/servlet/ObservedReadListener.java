// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.servlet;

import java.io.IOException;

import jakarta.servlet.ReadListener;

/**
 * The application's listener, overheard: an error while reading without blocking is told
 * to nobody else.
 *
 * @param delegate the application's listener
 * @param exchange hears of the client that left
 */
record ObservedReadListener(ReadListener delegate, Exchange exchange) implements ReadListener {

	@Override
	public void onDataAvailable() throws IOException {
		try {
			this.delegate.onDataAvailable();
		}
		catch (Throwable ex) {
			this.exchange.failures().thrown(ex);
			throw ex;
		}
	}

	@Override
	public void onAllDataRead() throws IOException {
		try {
			this.delegate.onAllDataRead();
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
