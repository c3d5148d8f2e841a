// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.memory;

import java.util.HexFormat;

import io.weir.idempotency.StoreKey;

/**
 * A store key as 256 bits: 48 bytes of heap, where the text takes 120.
 */
record MemoryKey(long first, long second, long third, long fourth) {

	static MemoryKey of(StoreKey key) {
		String digits = key.value();
		return new MemoryKey(HexFormat.fromHexDigitsToLong(digits, 0, 16),
				HexFormat.fromHexDigitsToLong(digits, 16, 32), HexFormat.fromHexDigitsToLong(digits, 32, 48),
				HexFormat.fromHexDigitsToLong(digits, 48, 64));
	}

	@Override
	public int hashCode() {
		return Long.hashCode(this.first); // any part of a SHA-256 will do
	}

}
