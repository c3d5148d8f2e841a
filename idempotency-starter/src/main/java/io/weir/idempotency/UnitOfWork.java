// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What a store opens around the handler, such as a transaction that the handler joins.
 * Used by the thread that opened it alone, and closed there exactly once, also when the
 * handler went asynchronous (the filter then completes through the claim itself).
 */
public interface UnitOfWork extends AutoCloseable {

	/**
	 * A unit of work that does nothing.
	 */
	UnitOfWork NONE = new UnitOfWork() {
	};

	/**
	 * Whether the answer must be held back until {@link #complete} returned, because only
	 * then it is true. When {@code true}, the filter completes through this object.
	 * @return {@code false} by default
	 */
	default boolean holdsResponse() {
		return false;
	}

	/**
	 * Records the outcome within this unit of work and commits both.
	 * @param fingerprint the whole fingerprint
	 * @param response the answer, or its marker
	 * @param ttl how long from now the record is kept
	 * @return {@code true} when committed; {@code false} when the claim was lost or the
	 * work could only be rolled back, so that the held answer must not be sent
	 */
	default boolean complete(Fingerprint fingerprint, RecordedResponse response, Duration ttl) {
		throw new UnsupportedOperationException();
	}

	/**
	 * Ends the unit of work: rolls back what was not completed when {@code failure} is
	 * set, and commits it otherwise. The claim itself is then ended by the filter.
	 * @param failure what left the handler, or says that its answer is not recorded so
	 * that the key is freed; {@code null} when the answer is recorded, or will be (the
	 * handler went asynchronous, or left its answer to an error page)
	 * @throws RuntimeException when the work was to be committed, and was rolled back
	 * instead: the handler then counts as failed
	 * @throws StoreUnavailableException when nobody knows whether it was: the filter then
	 * leaves the claim alone
	 */
	default void close(@Nullable Throwable failure) {
	}

	@Override
	default void close() {
		close(null);
	}

}
