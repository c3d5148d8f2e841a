// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.jdbc;

import io.weir.idempotency.remote.RecordCodec;
import io.weir.idempotency.Fingerprint;
import java.time.Duration;

/**
 * What a claim writes into its row.
 */
@SuppressWarnings("ArrayRecordComponent")
record Claiming(String state, String token, long leaseMillis, byte[] fingerprint) {

	static Claiming of(JdbcMode mode, String token, Duration leaseFor, Fingerprint fingerprint) {
		return new Claiming((mode == JdbcMode.TRANSACTIONAL) ? "T" : "P", token, Math.max(1, leaseFor.toMillis()),
				RecordCodec.encode(fingerprint));
	}

	/**
	 * The row of a first claim, as far as the claimant needs it.
	 */
	RecordRow inserted() {
		return new RecordRow(this.state.charAt(0), this.token, 1, 0, 0, null, 0, this.fingerprint, null, 0);
	}

}
