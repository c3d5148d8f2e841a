// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.sample.load;

/**
 * An answer as it came over the wire.
 *
 * @param status the status code
 * @param body the body as text
 * @param replayed whether it was marked as a replay
 */
public record Answer(int status, String body, boolean replayed) {

	public Outcome outcome() {
		return Outcome.of(this.status, this.replayed);
	}

}
