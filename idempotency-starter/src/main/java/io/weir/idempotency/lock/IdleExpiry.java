// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.lock;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Expiry;
import io.weir.idempotency.StoreKey;

/**
 * When an entry expires: never, while it is referred to. Caffeine asks anew when an entry
 * is put in its own place, which is how the last reference is dropped.
 */
record IdleExpiry<A, O>(Duration idle) implements Expiry<StoreKey, LockEntry<A, O>> {

	@Override
	public long expireAfterCreate(StoreKey key, LockEntry<A, O> entry, long now) {
		return Long.MAX_VALUE;
	}

	@Override
	public long expireAfterUpdate(StoreKey key, LockEntry<A, O> entry, long now, long left) {
		return entry.drop() ? this.idle.toNanos() : Long.MAX_VALUE;
	}

	@Override
	public long expireAfterRead(StoreKey key, LockEntry<A, O> entry, long now, long left) {
		return left;
	}

}
