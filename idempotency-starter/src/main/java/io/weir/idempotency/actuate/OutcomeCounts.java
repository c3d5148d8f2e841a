// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.actuate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;

import io.weir.idempotency.IdempotencyListener;
import io.weir.idempotency.IdempotencyOutcome;

/**
 * Counts outcomes since the start, with or without a meter registry.
 */
public final class OutcomeCounts implements IdempotencyListener {

	private static final IdempotencyOutcome[] OUTCOMES = IdempotencyOutcome.values();

	private final AtomicLongArray counts = new AtomicLongArray(OUTCOMES.length);

	@Override
	// An index into an array of this JVM's life; nothing outlives the order.
	@SuppressWarnings("EnumOrdinal")
	public void ended(IdempotencyOutcome outcome) {
		this.counts.incrementAndGet(outcome.ordinal());
	}

	/**
	 * The counts by the outcome's name, as metrics have it.
	 * @return all outcomes, in their order
	 */
	public Map<String, Long> counts() {
		Map<String, Long> counts = new LinkedHashMap<>();
		for (int i = 0; i < OUTCOMES.length; i++) {
			counts.put(OUTCOMES[i].tag(), this.counts.get(i));
		}
		return counts;
	}

}
