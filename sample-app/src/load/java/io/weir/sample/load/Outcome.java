// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.sample.load;

/**
 * What became of one exchange, as its client saw it.
 */
public enum Outcome {

	/** A handler ran: 2xx, not marked as a replay. */
	EXECUTED,

	/** The recorded answer, marked as a replay. */
	REPLAYED,

	/** 409: the first one was still running. */
	OUTSTANDING,

	/** 422: the key of another request. */
	REUSED,

	/** 400: no key, a malformed one, or a payment that is not valid. */
	REFUSED,

	/** The client left before the answer, on purpose. */
	LEFT,

	/** Anything else; there must be none. */
	UNEXPECTED;

	/**
	 * Tells by status and mark.
	 * @param status the status code
	 * @param replayed whether the answer was marked as a replay
	 * @return the outcome
	 */
	public static Outcome of(int status, boolean replayed) {
		return switch (status) {
			case 200, 201 -> replayed ? REPLAYED : EXECUTED;
			case 409 -> OUTSTANDING;
			case 422 -> REUSED;
			case 400 -> REFUSED;
			default -> UNEXPECTED;
		};
	}

}
