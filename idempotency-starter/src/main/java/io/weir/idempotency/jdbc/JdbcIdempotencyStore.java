// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

import javax.sql.DataSource;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionExecutionListener;

import io.weir.idempotency.ClaimResult;
import io.weir.idempotency.Fingerprint;
import io.weir.idempotency.IdempotencyRecord;
import io.weir.idempotency.IdempotencyStore;
import io.weir.idempotency.StoreKey;
import io.weir.idempotency.StoreUnavailableException;
import io.weir.idempotency.remote.ClaimTokens;

/**
 * Keeps each record in one row. Claims, completions and look-ups are single statements on
 * a connection of their own, by the database's clock; the handler's transaction is bound
 * to its claim as {@link JdbcMode} says. A connection is held for the statement alone.
 * <p>
 * How long a call waits for a connection is the pool's to say.
 */
public class JdbcIdempotencyStore implements IdempotencyStore {

	private static final int CLAIM_ATTEMPTS = 10;

	private static final Log logger = LogFactory.getLog(JdbcIdempotencyStore.class);

	private final OwnConnection database;

	private final TableName tableName;

	private final JdbcMode mode;

	private final HandlerTransactions transactions;

	private final ClaimTokens tokens = new ClaimTokens();

	/**
	 * Creates a store.
	 * @param dataSource of the database that keeps the table
	 * @param tableName the table
	 * @param mode how the handler's transaction is bound to its claim
	 * @param transactionManager of the handlers' transactions on that DataSource; needed
	 * by {@link JdbcMode#TRANSACTIONAL}
	 */
	public JdbcIdempotencyStore(DataSource dataSource, TableName tableName, JdbcMode mode,
			@Nullable PlatformTransactionManager transactionManager) {
		this.database = new OwnConnection(dataSource, tableName);
		this.tableName = tableName;
		this.mode = mode;
		this.transactions = new HandlerTransactions(this.database, mode, transactionManager);
	}

	@Override
	public ClaimResult claim(StoreKey key, Fingerprint fingerprint, Duration leaseFor) {
		return this.tokens.claim(key, (token) -> {
			Claiming claiming = Claiming.of(this.mode, token, leaseFor, fingerprint);
			return this.database.call((table, connection) -> claim(table, connection, key, claiming));
		});
	}

	private ClaimResult claim(RecordTable table, Connection connection, StoreKey key, Claiming claiming)
			throws SQLException {
		for (int attempt = 0; attempt < CLAIM_ATTEMPTS; attempt++) {
			RecordRow row = table.claimOrRead(connection, key, claiming);
			if (row == null) {
				continue;
			}
			if (row.isClaimedBy(claiming.token())) {
				return granted(key, claiming, row.attempt());
			}
			boolean held = row.isHeldByLock();
			if (!row.isFree() && !held) {
				return row.isCompleted() ? new ClaimResult.Completed(row.toRecord())
						: new ClaimResult.Outstanding(row.toRecord());
			}
			if (held ? takeAbandoned(table, connection, key, row, claiming)
					: table.takeOver(connection, key, row, claiming)) {
				return granted(key, claiming, row.nextAttempt());
			}
			if (held) {
				return new ClaimResult.Outstanding(row.toRecord());
			}
		}
		throw new StoreUnavailableException("A key changed hands " + CLAIM_ATTEMPTS + " times while it was claimed",
				null);
	}

	private static boolean takeAbandoned(RecordTable table, Connection connection, StoreKey key, RecordRow row,
			Claiming claiming) throws SQLException {
		return OwnConnection.inTransaction(table, connection,
				(same, own) -> same.lock(own, key, row.token(), true) && same.takeOver(own, key, row, claiming));
	}

	private ClaimResult granted(StoreKey key, Claiming claiming, int attempt) {
		return new ClaimResult.Granted(new JdbcClaim(this.database, this.transactions, key, claiming.token(), attempt));
	}

	@Override
	public Optional<IdempotencyRecord> find(StoreKey key) {
		return this.database.call((table, connection) -> {
			RecordRow row = table.read(connection, key);
			boolean live = row != null && !row.isFree()
					&& !(row.isHeldByLock() && isAbandoned(table, connection, key, row));
			return (live && row != null) ? Optional.of(row.toRecord()) : Optional.empty();
		});
	}

	private static boolean isAbandoned(RecordTable table, Connection connection, StoreKey key, RecordRow row)
			throws SQLException {
		return OwnConnection.inTransaction(table, connection, (same, own) -> same.lock(own, key, row.token(), true));
	}

	@Override
	public boolean forget(StoreKey key) {
		return this.database.call((table, connection) -> table.forget(connection, key));
	}

	@Override
	public boolean isShared() {
		return true;
	}

	/**
	 * What the handlers' transaction managers must tell this store: each transaction,
	 * before it commits.
	 * @return the listener, to be added to every transaction manager
	 */
	public TransactionExecutionListener transactionListener() {
		return this.transactions;
	}

	/**
	 * Checks that the table is there. Only warns when the database does not answer.
	 * @throws IllegalStateException when there is no such table
	 */
	public void checkTable() {
		try {
			this.database.call((table, connection) -> {
				table.check(connection);
				return true;
			});
		}
		catch (StoreUnavailableException ex) {
			if (ex.getCause() instanceof SQLException sql && sql.getSQLState() != null
					&& sql.getSQLState().startsWith("42")) {
				throw new IllegalStateException("There is no table '" + this.tableName
						+ "' with the columns of this version: set weir.idempotency.jdbc.initialize-schema=always,"
						+ " or create it from io/weir/idempotency/jdbc/schema-<database>.sql", ex);
			}
			logger.warn(
					"The database does not answer: requests with a key are treated by weir.idempotency.store-failure",
					ex);
		}
	}

	/**
	 * Deletes expired rows, in transactions of at most 500 rows, passing by those that
	 * another instance is deleting.
	 * @return how many rows were deleted
	 */
	public int deleteExpired() {
		int deleted = 0;
		int batch;
		do {
			batch = this.database.callInTransaction((table, connection) -> table.deleteExpired(connection, 500));
			deleted += batch;
		}
		while (batch > 0);
		return deleted;
	}

}
