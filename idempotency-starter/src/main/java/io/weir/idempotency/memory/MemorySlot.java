// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.memory;

import io.weir.idempotency.ClaimResult;
import io.weir.idempotency.IdempotencyRecord;

/**
 * What stands under a key.
 */
sealed interface MemorySlot permits MemoryClaim, MemoryRecord {

	/** What a claim that finds this is answered. */
	ClaimResult standing();

	IdempotencyRecord describe();

}
