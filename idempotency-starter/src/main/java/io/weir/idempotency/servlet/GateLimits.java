// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.time.Duration;

/**
 * Bounds of running requests.
 *
 * @param maxInFlight how many may run at one time, inclusive; the next is refused with
 * 503
 * @param maxWaiting how many may wait at one time for a key that is outstanding on
 * another instance
 * @param leaseFor how long a claim in a shared store stands without renewal
 * @param proceedsWithoutStore whether a request runs unprotected when the store does not
 * answer
 */
public record GateLimits(int maxInFlight, int maxWaiting, Duration leaseFor, boolean proceedsWithoutStore) {

}
