// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.weir.idempotency.IdempotencyRecord;
import io.weir.idempotency.RecordedResponse;
import io.weir.idempotency.remote.RecordCodec;

/**
 * One row as it was at {@code now} by the database's clock; times in milliseconds.
 */
@SuppressWarnings("ArrayRecordComponent")
record RecordRow(char state, String token, int attempt, long claimedAt, long leaseUntil, @Nullable Long completedAt,
		long expiresAt, byte[] fingerprint, byte @Nullable [] response, long now) {

	static final String COLUMNS = "state, token, attempt, claimed_at, lease_until, completed_at, expires_at, fingerprint, response";

	/**
	 * From a claim to its transaction it holds no lock, and looks like an abandoned one.
	 */
	private static final long LOCK_GRACE_MILLIS = 1000;

	static RecordRow of(ResultSet row) throws SQLException {
		long completedAt = row.getLong(6);
		Long completed = row.wasNull() ? null : completedAt;
		return new RecordRow(row.getString(1).charAt(0), row.getString(2), row.getInt(3), row.getLong(4),
				row.getLong(5), completed, row.getLong(7), row.getBytes(8), row.getBytes(9), row.getLong(10));
	}

	/**
	 * Whether the next claim may take the key.
	 */
	boolean isFree() {
		return switch (this.state) {
			case 'P' -> this.leaseUntil <= this.now;
			case 'T' -> false;
			case 'C' -> this.expiresAt <= this.now;
			case 'E' -> this.expiresAt <= this.now && this.leaseUntil <= this.now;
			default -> true;
		};
	}

	/**
	 * Whether it depends on a lock on the row if the next claim may take the key: the
	 * holder lives as long as its transaction.
	 */
	boolean isHeldByLock() {
		return this.state == 'T' && this.claimedAt + LOCK_GRACE_MILLIS <= this.now;
	}

	boolean isClaimedBy(String token) {
		return (this.state == 'P' || this.state == 'T') && this.token.equals(token);
	}

	boolean isCompleted() {
		return this.state == 'C' || (this.state == 'E' && this.leaseUntil <= this.now);
	}

	/**
	 * Number of the next run: from 1 again once the record has expired.
	 */
	int nextAttempt() {
		return (this.state == 'C' || this.state == 'E') ? 1 : this.attempt + 1;
	}

	IdempotencyRecord toRecord() {
		boolean completed = isCompleted();
		return new IdempotencyRecord(RecordCodec.decodeFingerprint(this.fingerprint), this.attempt,
				Instant.ofEpochMilli(this.claimedAt),
				(this.completedAt != null) ? Instant.ofEpochMilli(this.completedAt) : null,
				Instant.ofEpochMilli(completed ? this.expiresAt : this.leaseUntil), completed ? toResponse() : null);
	}

	// Executed without an answer: the holder committed and died, its status is unknown.
	private RecordedResponse toResponse() {
		return (this.response != null) ? RecordCodec.decodeResponse(this.response)
				: new RecordedResponse(0, Map.of(), null);
	}

}
