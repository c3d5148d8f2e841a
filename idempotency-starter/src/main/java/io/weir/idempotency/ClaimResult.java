// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency;

/**
 * What a store answers to a claim.
 */
public sealed interface ClaimResult {

	/**
	 * The key is the caller's: the handler may run.
	 *
	 * @param claim the handle; the caller ends it exactly once
	 */
	record Granted(IdempotencyClaim claim) implements ClaimResult {
	}

	/**
	 * Somebody else's run holds the key.
	 *
	 * @param record the record of that run
	 */
	record Outstanding(IdempotencyRecord record) implements ClaimResult {
	}

	/**
	 * A run is over and recorded.
	 *
	 * @param record the record of that run, with its response
	 */
	record Completed(IdempotencyRecord record) implements ClaimResult {
	}

}
