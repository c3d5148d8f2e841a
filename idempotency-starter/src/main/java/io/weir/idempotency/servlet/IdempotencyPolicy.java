// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.time.Duration;

import io.weir.idempotency.Concurrent;

/**
 * How one request's key is treated.
 *
 * @param enabled whether a key is honoured
 * @param required whether a key must be sent
 * @param ttl how long the answer is kept, from completion
 * @param concurrent what a request meets whose key is outstanding
 * @param waitAtMost how long it waits before 409
 */
public record IdempotencyPolicy(boolean enabled, boolean required, Duration ttl, Concurrent concurrent,
		Duration waitAtMost) {

}
