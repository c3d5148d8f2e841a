// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.problem;

import io.weir.idempotency.IdempotencyOutcome;

/**
 * An answer that the filter gives itself. Titles and codes are stable; clients may rely
 * on the code.
 */
public enum Problem {

	/**
	 * A key is required, and none was sent.
	 */
	KEY_MISSING(400, "Idempotency-Key is missing", "key-missing", IdempotencyOutcome.MISSING, false),

	/**
	 * What was sent is no key.
	 */
	KEY_MALFORMED(400, "Idempotency-Key is malformed", "key-malformed", IdempotencyOutcome.MALFORMED, false),

	/**
	 * The key belongs to another request.
	 */
	KEY_REUSED(422, "Idempotency-Key is already used", "key-reused", IdempotencyOutcome.REUSED, false),

	/**
	 * The first request of the key still runs.
	 */
	REQUEST_OUTSTANDING(409, "A request is outstanding for this Idempotency-Key", "request-outstanding",
			IdempotencyOutcome.OUTSTANDING, true),

	/**
	 * The handler ran and its answer was not kept.
	 */
	RESPONSE_NOT_REPLAYABLE(409, "The response for this Idempotency-Key cannot be replayed", "response-not-replayable",
			IdempotencyOutcome.NOT_REPLAYABLE, false),

	/**
	 * The store does not answer.
	 */
	STORE_UNAVAILABLE(503, "Idempotency store is unavailable", "store-unavailable",
			IdempotencyOutcome.STORE_UNAVAILABLE, true),

	/**
	 * A limit is reached.
	 */
	OVERLOADED(503, "Too many idempotent requests", "overloaded", IdempotencyOutcome.OVERLOADED, true);

	private final int status;

	private final String title;

	private final String code;

	private final IdempotencyOutcome outcome;

	private final boolean retryable;

	Problem(int status, String title, String code, IdempotencyOutcome outcome, boolean retryable) {
		this.status = status;
		this.title = title;
		this.code = code;
		this.outcome = outcome;
		this.retryable = retryable;
	}

	/**
	 * The status code.
	 * @return 400 to 503
	 */
	public int status() {
		return this.status;
	}

	/**
	 * The member {@code title}.
	 * @return a sentence for people
	 */
	public String title() {
		return this.title;
	}

	/**
	 * The member {@code code}.
	 * @return a word for programs
	 */
	public String code() {
		return this.code;
	}

	/**
	 * The outcome that this answer is.
	 * @return the outcome
	 */
	public IdempotencyOutcome outcome() {
		return this.outcome;
	}

	/**
	 * Whether the same request may succeed later, so that {@code Retry-After} is sent.
	 * @return {@code true} for what passes by itself
	 */
	public boolean isRetryable() {
		return this.retryable;
	}

}
