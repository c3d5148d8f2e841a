// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.jdbc;

import java.time.Duration;
import java.util.function.BooleanSupplier;

import io.weir.idempotency.Fingerprint;
import io.weir.idempotency.RecordedResponse;
import io.weir.idempotency.StoreKey;
import io.weir.idempotency.UnitOfWork;
import io.weir.idempotency.remote.FencedClaim;

/**
 * A claim known to the database by its token.
 */
final class JdbcClaim extends FencedClaim {

	private final OwnConnection database;

	private final HandlerTransactions transactions;

	private final StoreKey key;

	private volatile boolean locked;

	private volatile boolean leased;

	JdbcClaim(OwnConnection database, HandlerTransactions transactions, StoreKey key, String token, int attempt) {
		super(token, attempt);
		this.database = database;
		this.transactions = transactions;
		this.key = key;
	}

	StoreKey key() {
		return this.key;
	}

	/**
	 * Says whether a transaction under way holds the row's lock.
	 */
	void setLocked(boolean locked) {
		this.locked = locked;
	}

	// While its transaction holds the lock the claim needs no lease, and the update would
	// only wait for that lock.
	@Override
	protected boolean prolong(Duration leaseFor) {
		if (this.locked) {
			return true;
		}
		this.leased = true;
		return this.database.call((table, connection) -> table.renew(connection, this.key, token(), leaseFor));
	}

	/**
	 * Called before the transaction begins: from then on its lock says that the holder
	 * lives.
	 * @return whether the claim stands, as far as is known without asking
	 */
	boolean enterTransaction() {
		return !this.leased
				|| this.database.call((table, connection) -> table.enterTransaction(connection, this.key, token()));
	}

	@Override
	protected boolean record(Fingerprint fingerprint, RecordedResponse response, Duration ttl) {
		return this.database
			.call((table, connection) -> table.complete(connection, this.key, token(), fingerprint, response, ttl));
	}

	@Override
	protected boolean free() {
		return this.database.call((table, connection) -> table.release(connection, this.key, token()));
	}

	/**
	 * Ends the claim within the handler's transaction.
	 */
	boolean endWith(BooleanSupplier commit) {
		return endOnce(commit);
	}

	boolean isRecorded() {
		return this.database.callInTransaction((table, connection) -> table.isRecorded(connection, this.key, token()));
	}

	boolean leaveTransaction() {
		return this.database.call((table, connection) -> table.leaveTransaction(connection, this.key, token()));
	}

	@Override
	public UnitOfWork begin(Duration ttl) {
		return this.transactions.begin(this, ttl);
	}

	@Override
	public String toString() {
		return "claim on " + this.key + ", attempt " + attempt();
	}

}
