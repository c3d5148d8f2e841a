// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.servlet;

import jakarta.servlet.DispatcherType;

/**
 * Finds out when one exchange is over: after the error page, after the last asynchronous
 * dispatch, after the client went away. Each container tells it in another way.
 */
interface EndOfExchange {

	/**
	 * The filter left a dispatch, an exception perhaps on its way out.
	 */
	default void left(DispatcherType type, boolean asyncStarted) {
	}

	/**
	 * Asynchronous processing failed.
	 */
	default void asyncFailed() {
	}

	/**
	 * Asynchronous processing is complete.
	 */
	default void asyncCompleted() {
	}

	/**
	 * The container destroyed the request.
	 */
	default void requestDestroyed() {
	}

}
