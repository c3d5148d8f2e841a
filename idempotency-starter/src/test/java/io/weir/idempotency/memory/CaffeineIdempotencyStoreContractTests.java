// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.memory;

import io.weir.idempotency.IdempotencyStore;
import io.weir.idempotency.IdempotencyStoreContractTests;

/**
 * The store contract for {@link CaffeineIdempotencyStore}.
 */
class CaffeineIdempotencyStoreContractTests extends IdempotencyStoreContractTests {

	private final IdempotencyStore store = new CaffeineIdempotencyStore(64 << 20, WhenFull.EVICT);

	@Override
	protected IdempotencyStore store() {
		return this.store;
	}

}
