// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The answer that is replayed, or the marker that there was one.
 *
 * @param status the status code; 0 in a marker when it is not known, because the run took
 * effect and then its instance died
 * @param headers recorded headers by name, in the order in which they were set
 * @param body the body's bytes, not copied, never to be changed; {@code null} when the
 * answer cannot be replayed (too large, a stream, cut off, evicted)
 */
// The bytes are shared by the store and every replay; a copy each would double memory.
@SuppressWarnings("ArrayRecordComponent")
public record RecordedResponse(int status, Map<String, List<String>> headers, byte @Nullable [] body) {

	/**
	 * Whether the answer can be replayed.
	 * @return {@code false} for a marker
	 */
	public boolean isReplayable() {
		return this.body != null;
	}

	/**
	 * The marker of this answer: a run happened, its answer is not kept.
	 * @return status without headers and body
	 */
	public RecordedResponse marker() {
		return new RecordedResponse(this.status, Map.of(), null);
	}

}
