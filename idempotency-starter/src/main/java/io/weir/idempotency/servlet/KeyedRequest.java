// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.util.concurrent.TimeUnit;

import io.weir.idempotency.Fingerprint;
import io.weir.idempotency.StoreKey;

/**
 * A request with a well-formed key.
 *
 * @param key the key as the client meant it
 * @param storeKey its name in the store
 * @param policy how it is treated
 * @param body its body
 * @param head digest of its head
 * @param comparesBody whether the body is part of the fingerprint
 * @param waitUntilNanos when its time to wait is over, by {@link System#nanoTime()}
 */
record KeyedRequest(String key, StoreKey storeKey, IdempotencyPolicy policy, RequestBody body, String head,
		boolean comparesBody, long waitUntilNanos) {

	/**
	 * How long the request may still wait.
	 */
	long millisLeft() {
		return Math.max(0, TimeUnit.NANOSECONDS.toMillis(this.waitUntilNanos - System.nanoTime()));
	}

	/**
	 * The fingerprint as far as it is known.
	 */
	Fingerprint fingerprint() {
		return new Fingerprint(this.head, this.comparesBody ? this.body.known() : null);
	}

}
