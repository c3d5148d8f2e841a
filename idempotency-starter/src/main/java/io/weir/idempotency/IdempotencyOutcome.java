// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency;

import java.util.Locale;

/**
 * What became of a request with a key, or of one that lacks a required key. Counted by
 * {@code weir.idempotency.requests}, and a request attribute once it is known.
 */
public enum IdempotencyOutcome {

	/**
	 * The handler ran and its answer is recorded, or the marker of it.
	 */
	EXECUTED,

	/**
	 * The recorded answer was sent.
	 */
	REPLAYED,

	/**
	 * The handler ran and the key is free again: it failed, or its status is not
	 * recorded.
	 */
	UNRECORDED,

	/**
	 * 400 {@code key-missing}.
	 */
	MISSING,

	/**
	 * 400 {@code key-malformed}.
	 */
	MALFORMED,

	/**
	 * 422 {@code key-reused}.
	 */
	REUSED,

	/**
	 * 409 {@code request-outstanding}.
	 */
	OUTSTANDING,

	/**
	 * 409 {@code response-not-replayable}.
	 */
	NOT_REPLAYABLE,

	/**
	 * 503 {@code store-unavailable}.
	 */
	STORE_UNAVAILABLE,

	/**
	 * 503 {@code overloaded}.
	 */
	OVERLOADED,

	/**
	 * The store did not answer and the handler ran without protection.
	 */
	UNPROTECTED;

	/**
	 * Name of the request attribute that holds the outcome.
	 */
	public static final String ATTRIBUTE = IdempotencyOutcome.class.getName();

	private final String tag = name().toLowerCase(Locale.ROOT).replace('_', '-');

	/**
	 * The outcome as metrics name it.
	 * @return such as {@code not-replayable}
	 */
	public String tag() {
		return this.tag;
	}

}
