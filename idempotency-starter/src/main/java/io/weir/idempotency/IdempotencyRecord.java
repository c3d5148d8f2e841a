// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What a store knows of one key. Times are the store's.
 *
 * @param fingerprint what the first request is compared by
 * @param attempt how often the handler was started under this key, from 1
 * @param claimedAt when the current or last run was claimed
 * @param completedAt when the run was completed, or {@code null} while it is outstanding
 * @param expiresAt when the record (completed) or the claim's lease (outstanding) ends;
 * {@link Instant#MAX} when only its holder ends it
 * @param response the recorded answer, {@code null} while outstanding
 */
public record IdempotencyRecord(Fingerprint fingerprint, int attempt, Instant claimedAt, @Nullable Instant completedAt,
		Instant expiresAt, @Nullable RecordedResponse response) {

	/**
	 * Whether the run is over and its outcome recorded.
	 * @return {@code false} while the request is outstanding
	 */
	public boolean isCompleted() {
		return this.response != null;
	}

}
