// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency;

import java.time.Duration;
import java.util.Optional;

/**
 * Keeps one record per key and grants at most one claim on it at a time. A bean of this
 * type takes the place of the one chosen by {@code weir.idempotency.store}.
 * <p>
 * Safe for use by many threads. A method that cannot get an answer throws
 * {@link StoreUnavailableException} within the store's own time limit; none waits for
 * another request. The published contract test suite says all this in code.
 */
public interface IdempotencyStore {

	/**
	 * Claims a key in one atomic step: granted when there is no live record; else the
	 * record that stands. A claim repeated internally after a lost reply recognises
	 * itself.
	 * @param key the key
	 * @param fingerprint the request's fingerprint as far as it is known
	 * @param leaseFor how long the claim stands if it is not renewed; ignored by a store
	 * whose claims end with the process
	 * @return granted, outstanding or completed
	 * @throws StoreFullException when a bounded store has no room
	 */
	ClaimResult claim(StoreKey key, Fingerprint fingerprint, Duration leaseFor);

	/**
	 * Looks a key up.
	 * @param key the key
	 * @return the live record, outstanding or completed
	 */
	Optional<IdempotencyRecord> find(StoreKey key);

	/**
	 * Forgets a completed record. An outstanding one stays.
	 * @param key the key
	 * @return whether a completed record was removed
	 */
	boolean forget(StoreKey key);

	/**
	 * Whether several instances share this store, so that leases must be renewed and a
	 * key may be outstanding elsewhere.
	 * @return {@code false} by default
	 */
	default boolean isShared() {
		return false;
	}

	/**
	 * Tells when a key that is outstanding on another instance may have changed. A hint:
	 * it may come late, twice or not at all, so the caller polls as well.
	 * @param key the key
	 * @param changed called on a thread of the store's; must not block
	 * @return ends the watch
	 */
	default Watch watch(StoreKey key, Runnable changed) {
		return () -> {
		};
	}

	/**
	 * A watch on a key, closed once.
	 */
	@FunctionalInterface
	interface Watch extends AutoCloseable {

		@Override
		void close();

	}

}
