// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency;

import java.time.Duration;

/**
 * The right to run the handler for one key, held by one exchange until it is completed or
 * released. Every method is fenced: once the claim was lost (its lease ended and another
 * took the key, or the key was forgotten) it changes nothing and returns {@code false}.
 * <p>
 * Safe for use by several threads; bound to none. All methods throw
 * {@link StoreUnavailableException} when the store did not answer, in which case the
 * outcome is unknown and the call may be repeated.
 */
public interface IdempotencyClaim {

	/**
	 * Number of this run under its key.
	 * @return 1 for the first
	 */
	int attempt();

	/**
	 * Prolongs the lease. Does nothing in a store whose claims end with the process.
	 * @param leaseFor how long from now, by the store's clock
	 * @return whether the claim still stands
	 */
	boolean renew(Duration leaseFor);

	/**
	 * Records the outcome; the claim ends.
	 * @param fingerprint the whole fingerprint, the body's digest included
	 * @param response the answer, or its marker
	 * @param ttl how long from now the record is kept
	 * @return whether the claim stood and the outcome is recorded
	 */
	boolean complete(Fingerprint fingerprint, RecordedResponse response, Duration ttl);

	/**
	 * Frees the key without a record; the claim ends. The next claim's attempt is greater
	 * by one where the store remembers it.
	 * @return whether the claim stood
	 */
	boolean release();

	/**
	 * Opens the unit of work in which the handler runs, on the handler's thread, just
	 * before it is called.
	 * @param ttl how long from now a run is remembered that took effect, although its
	 * answer was never recorded
	 * @return the unit of work; the default one does nothing
	 * @throws ClaimLostException when the claim no longer stands: the handler must not
	 * run
	 */
	default UnitOfWork begin(Duration ttl) {
		return UnitOfWork.NONE;
	}

}
