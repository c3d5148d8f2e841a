// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.key;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

import io.weir.idempotency.IdempotencyScope;
import io.weir.idempotency.StoreKey;
import org.jspecify.annotations.Nullable;

/**
 * Names keys in a store. Length-framed: no tenant, principal and key can be chosen so
 * that they give the name of others.
 */
public final class StoreKeys {

	private StoreKeys() {
	}

	/**
	 * The name of a key within its scope.
	 * @param digest SHA-256, reset
	 * @param scope the scope
	 * @param key the key
	 * @return the name
	 */
	public static StoreKey of(MessageDigest digest, IdempotencyScope scope, String key) {
		frame(digest, scope.tenant());
		frame(digest, scope.principal());
		frame(digest, key);
		return new StoreKey(HexFormat.of().formatHex(digest.digest()));
	}

	private static void frame(MessageDigest digest, @Nullable String part) {
		if (part == null) {
			digest.update((byte) 0);
			return;
		}
		byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
		digest.update((byte) 1);
		for (int shift = 24; shift >= 0; shift -= 8) {
			digest.update((byte) (bytes.length >>> shift));
		}
		digest.update(bytes);
	}

}
