// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency;

/**
 * Thrown by a bounded store that has no room for another key and may evict none. The
 * request is refused with 503 {@code overloaded}.
 */
public class StoreFullException extends RuntimeException {

	public StoreFullException(String message) {
		super(message);
	}

}
