// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency;

import java.time.Duration;

/**
 * Told of what becomes of requests. All beans of this type are told, on the thread that
 * ends the request; they must be fast, safe for use by many threads, and not throw.
 */
public interface IdempotencyListener {

	/**
	 * A request is over for the filter, or its answer is about to be sent.
	 * @param outcome what became of it
	 */
	default void ended(IdempotencyOutcome outcome) {
	}

	/**
	 * A suspended request goes on.
	 * @param duration how long it was suspended
	 */
	default void waited(Duration duration) {
	}

}
