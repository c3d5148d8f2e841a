// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency;

/**
 * The name under which a store keeps one key: 64 lower-case hexadecimal digits, the
 * SHA-256 of tenant, principal and key, length-framed. Of fixed size, free of injection
 * and collation effects, and it tells nothing about the key.
 *
 * @param value 64 lower-case hexadecimal digits
 */
public record StoreKey(String value) {

	public StoreKey {
		if (!isDigest(value)) {
			throw new IllegalArgumentException("A store key has 64 lower-case hexadecimal digits");
		}
	}

	private static boolean isDigest(String value) {
		for (int i = 0; i < value.length(); i++) {
			char c = value.charAt(i);
			if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
				return false;
			}
		}
		return value.length() == 64;
	}

	@Override
	public String toString() {
		return this.value;
	}

}
