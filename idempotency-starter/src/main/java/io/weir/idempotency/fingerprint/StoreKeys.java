// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.fingerprint;

import io.weir.idempotency.IdempotencyScope;
import io.weir.idempotency.StoreKey;

/**
 * Names keys in a store.
 */
public final class StoreKeys {

	private StoreKeys() {
	}

	/**
	 * The name of a key within its scope. Framed: no tenant, principal and key can be
	 * chosen so that they give the name of others.
	 * @param sha256 an empty digest
	 * @param scope the scope
	 * @param key the key
	 * @return the name
	 */
	public static StoreKey name(Sha256 sha256, IdempotencyScope scope, String key) {
		return new StoreKey(sha256.part(scope.tenant()).part(scope.principal()).part(key).hex());
	}

}
