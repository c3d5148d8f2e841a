// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency;

import org.jspecify.annotations.Nullable;

/**
 * Thrown by a store that did not answer, or not in time. Before the handler ran the
 * request is refused with 503 {@code store-unavailable} (or runs unprotected, by
 * {@code weir.idempotency.store-failure}); afterwards the client gets the handler's
 * answer and the claim stays until its lease ends.
 */
public class StoreUnavailableException extends RuntimeException {

	public StoreUnavailableException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
