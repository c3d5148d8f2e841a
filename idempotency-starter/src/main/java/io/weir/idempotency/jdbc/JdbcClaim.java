// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.jdbc;

import java.time.Duration;

import io.weir.idempotency.Fingerprint;
import io.weir.idempotency.IdempotencyClaim;
import io.weir.idempotency.RecordedResponse;
import io.weir.idempotency.StoreKey;
import io.weir.idempotency.UnitOfWork;

/**
 * A claim known to the database by its token.
 */
final class JdbcClaim implements IdempotencyClaim {

	private final OwnConnection database;

	private final HandlerTransactions transactions;

	private final StoreKey key;

	private final String token;

	private final int attempt;

	private volatile boolean locked;

	JdbcClaim(OwnConnection database, HandlerTransactions transactions, StoreKey key, String token, int attempt) {
		this.database = database;
		this.transactions = transactions;
		this.key = key;
		this.token = token;
		this.attempt = attempt;
	}

	StoreKey key() {
		return this.key;
	}

	String token() {
		return this.token;
	}

	/**
	 * Says whether a transaction under way holds the row's lock.
	 */
	void setLocked(boolean locked) {
		this.locked = locked;
	}

	@Override
	public int attempt() {
		return this.attempt;
	}

	// While its transaction holds the lock the claim needs no lease, and the update would
	// only wait for that lock.
	@Override
	public boolean renew(Duration leaseFor) {
		return this.locked
				|| this.database.call((table, connection) -> table.renew(connection, this.key, this.token, leaseFor));
	}

	@Override
	public boolean complete(Fingerprint fingerprint, RecordedResponse response, Duration ttl) {
		return this.database
			.call((table, connection) -> table.complete(connection, this.key, this.token, fingerprint, response, ttl));
	}

	@Override
	public boolean release() {
		return this.database.call((table, connection) -> table.release(connection, this.key, this.token));
	}

	boolean isRecorded() {
		return this.database
			.callInTransaction((table, connection) -> table.isRecorded(connection, this.key, this.token));
	}

	boolean leaveTransaction() {
		return this.database.call((table, connection) -> table.leaveTransaction(connection, this.key, this.token));
	}

	@Override
	public UnitOfWork begin(Duration ttl) {
		return this.transactions.begin(this, ttl);
	}

	@Override
	public String toString() {
		return "claim on " + this.key + ", attempt " + this.attempt;
	}

}
