// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.memory;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.weir.idempotency.ClaimResult;
import io.weir.idempotency.Fingerprint;
import io.weir.idempotency.IdempotencyRecord;
import io.weir.idempotency.RecordedResponse;
import org.jspecify.annotations.Nullable;

/**
 * A completed run: a marker, and the answer for as long as there is room for it. Of 72
 * bytes, so that many fit.
 */
final class MemoryRecord implements MemorySlot {

	final MemoryKey key;

	private final byte[] fingerprint;

	private final int attempt;

	private final short status;

	private final long claimedAt;

	private final long completedAt;

	private final long expiresAt;

	private volatile @Nullable RecordedResponse response;

	// Guarded by the ledger, from here on.
	private int responseBytes;

	@Nullable MemoryRecord older;

	@Nullable MemoryRecord newer;

	State state = State.NEW;

	MemoryRecord(MemoryKey key, Fingerprint fingerprint, RecordedResponse response, int attempt, long claimedAt,
			long completedAt, Duration ttl) {
		this.key = key;
		this.fingerprint = PackedFingerprint.pack(fingerprint);
		this.response = response.isReplayable() ? response : null;
		this.responseBytes = response.isReplayable() ? HeapBytes.of(response) : 0;
		this.attempt = attempt;
		this.status = (short) response.status();
		this.claimedAt = claimedAt;
		this.completedAt = completedAt;
		this.expiresAt = completedAt + Math.min(TimeUnit.MILLISECONDS.convert(ttl), Long.MAX_VALUE - completedAt);
	}

	/** What is left when the answer is gone. */
	int markerBytes() {
		return HeapBytes.OF_RECORD + HeapBytes.of(this.fingerprint);
	}

	/** What the answer takes; 0 once it is dropped. */
	int responseBytes() {
		return this.responseBytes;
	}

	boolean hasResponse() {
		return this.responseBytes > 0;
	}

	void dropResponse() {
		this.response = null;
		this.responseBytes = 0;
	}

	long ttlNanos() {
		return TimeUnit.MILLISECONDS.toNanos(this.expiresAt - this.completedAt);
	}

	@Override
	public ClaimResult standing() {
		return new ClaimResult.Completed(describe());
	}

	@Override
	public IdempotencyRecord describe() {
		RecordedResponse response = this.response;
		return new IdempotencyRecord(PackedFingerprint.unpack(this.fingerprint), this.attempt,
				Instant.ofEpochMilli(this.claimedAt), Instant.ofEpochMilli(this.completedAt),
				Instant.ofEpochMilli(this.expiresAt),
				(response != null) ? response : new RecordedResponse(this.status, Map.of(), null));
	}

	enum State {

		NEW, LISTED, REMOVED

	}

}
