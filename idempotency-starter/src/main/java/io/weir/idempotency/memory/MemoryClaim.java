// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.memory;

import java.time.Duration;
import java.time.Instant;

import io.weir.idempotency.ClaimResult;
import io.weir.idempotency.Fingerprint;
import io.weir.idempotency.IdempotencyClaim;
import io.weir.idempotency.IdempotencyRecord;
import io.weir.idempotency.RecordedResponse;

/**
 * A running request. It ends with its process, so it has no lease.
 */
final class MemoryClaim implements IdempotencyClaim, MemorySlot {

	/** Room for the digest of a body that is not known yet. */
	private static final int BODY_DIGEST = 56;

	final MemoryKey key;

	private final CaffeineIdempotencyStore store;

	private final Fingerprint fingerprint;

	private final int attempt;

	private final long claimedAt;

	MemoryClaim(CaffeineIdempotencyStore store, MemoryKey key, Fingerprint fingerprint, int attempt, long claimedAt) {
		this.store = store;
		this.key = key;
		this.fingerprint = fingerprint;
		this.attempt = attempt;
		this.claimedAt = claimedAt;
	}

	/** What is reserved for this claim, enough for the marker of its outcome. */
	int bytes() {
		return HeapBytes.OF_RECORD + PackedFingerprint.heapBytes(this.fingerprint) + BODY_DIGEST;
	}

	@Override
	public int attempt() {
		return this.attempt;
	}

	@Override
	public boolean renew(Duration leaseFor) {
		return this.store.stands(this);
	}

	@Override
	public boolean complete(Fingerprint fingerprint, RecordedResponse response, Duration ttl) {
		return this.store.complete(this,
				new MemoryRecord(this.key, fingerprint, response, this.attempt, this.claimedAt, this.store.now(), ttl));
	}

	@Override
	public boolean release() {
		return this.store.release(this);
	}

	@Override
	public ClaimResult standing() {
		return new ClaimResult.Outstanding(describe());
	}

	@Override
	public IdempotencyRecord describe() {
		return new IdempotencyRecord(this.fingerprint, this.attempt, Instant.ofEpochMilli(this.claimedAt), null,
				Instant.MAX, null);
	}

}
