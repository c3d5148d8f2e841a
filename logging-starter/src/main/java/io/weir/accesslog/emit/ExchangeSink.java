// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.emit;

/**
 * Takes finished exchanges from request threads. The one who is handed an exchange owns
 * its kept bodies and releases them on every path: written, failed, dropped.
 */
@FunctionalInterface
public interface ExchangeSink {

	/**
	 * Takes one exchange. Never throws, and does not block unless
	 * {@code weir.access-log.async.overflow=block}.
	 * @param exchange the finished exchange
	 */
	void accept(FinishedExchange exchange);

}
