// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.redis;

import org.jspecify.annotations.Nullable;

import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;

import io.weir.idempotency.ClaimLostException;
import io.weir.idempotency.UnitOfWork;

/**
 * Keeps a handler that stood still beyond its lease from committing what another request
 * may have done meanwhile. Redis cannot fence a transaction of a database, but the holder
 * knows by its own clock that its lease may be over, and asks then. A pause between this
 * and the end of the commit goes unnoticed.
 */
final class CommitFence implements TransactionExecutionListener {

	// Not static: the claims of two stores in one process must not be mixed up.
	@SuppressWarnings("ThreadLocalUsage")
	private final ThreadLocal<RedisClaim> running = new ThreadLocal<>();

	/**
	 * From now on the transactions of this thread belong to a claim.
	 */
	UnitOfWork begin(RedisClaim claim) {
		this.running.set(claim);
		return new UnitOfWork() {

			@Override
			public void close(@Nullable Throwable failure) {
				CommitFence.this.running.remove();
			}

		};
	}

	@Override
	public void beforeCommit(TransactionExecution transaction) {
		RedisClaim claim = this.running.get();
		if (claim != null && transaction.isNewTransaction() && !transaction.isReadOnly() && !claim.stands()) {
			throw new ClaimLostException("The transaction must not commit: its lease is over, and another request"
					+ " may hold the key now");
		}
	}

}
