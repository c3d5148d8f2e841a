// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency;

/**
 * Thrown when a claim no longer stands. From {@link IdempotencyClaim#begin} it means that
 * the handler must not run: the filter claims the key again and goes by the answer.
 * Inside a transaction of the handler it stops the commit, so that a holder that lost its
 * lease changes nothing.
 */
// Not a TransactionException: Spring's transaction managers roll back for any other
// exception that a listener throws before the commit, but not for that one.
public class ClaimLostException extends RuntimeException {

	public ClaimLostException(String message) {
		super(message);
	}

}
