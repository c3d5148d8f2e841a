// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import io.weir.idempotency.ClaimLostException;
import io.weir.idempotency.UnitOfWork;

/**
 * Binds the transactions of a handler to its claim, on the thread that runs it. Told by
 * the transaction managers of each transaction before it commits, after everything that
 * others do before a commit: the mark is the last statement.
 */
final class HandlerTransactions implements TransactionExecutionListener {

	private static final Log logger = LogFactory.getLog(HandlerTransactions.class);

	// Not static: the claims of two stores in one process must not be mixed up.
	@SuppressWarnings("ThreadLocalUsage")
	private final ThreadLocal<Running> running = new ThreadLocal<>();

	private final Set<String> told = ConcurrentHashMap.newKeySet();

	private final OwnConnection database;

	private final @Nullable PlatformTransactionManager transactionManager;

	private final JdbcMode mode;

	HandlerTransactions(OwnConnection database, JdbcMode mode,
			@Nullable PlatformTransactionManager transactionManager) {
		this.database = database;
		this.mode = mode;
		this.transactionManager = transactionManager;
	}

	UnitOfWork begin(JdbcClaim claim, Duration ttl) {
		if (this.mode == JdbcMode.MARKER || this.transactionManager == null) {
			this.running.set(new Running(claim, ttl, false));
			return new UnitOfWork() {

				@Override
				public void close(@Nullable Throwable failure) {
					HandlerTransactions.this.running.remove();
				}

			};
		}
		UnitOfWork unit = TransactionalUnitOfWork.open(claim, ttl, this.transactionManager, this.database,
				this.running::remove);
		this.running.set(new Running(claim, ttl, true));
		return unit;
	}

	@Override
	public void beforeCommit(TransactionExecution transaction) {
		Running current = this.running.get();
		if (current == null || !transaction.isNewTransaction() || transaction.isReadOnly()) {
			return;
		}
		if (current.transactional()) {
			tellOnce("commits apart from the transaction in which its answer is recorded", transaction);
		}
		else if (!TransactionSynchronizationManager.hasResource(this.database.dataSource())) {
			tellOnce("is not on the DataSource that keeps the idempotency records", transaction);
		}
		else {
			mark(current);
		}
	}

	private void mark(Running current) {
		JdbcClaim claim = current.claim();
		Connection connection = DataSourceUtils.getConnection(this.database.dataSource());
		try {
			if (!this.database.table(connection).markExecuted(connection, claim.key(), claim.token(), current.ttl())) {
				throw new ClaimLostException("The transaction must not commit: another request holds the key now");
			}
		}
		catch (SQLException ex) {
			throw OwnConnection.unavailable(ex);
		}
		finally {
			DataSourceUtils.releaseConnection(connection, this.database.dataSource());
		}
	}

	private void tellOnce(String what, TransactionExecution transaction) {
		if (this.told.add(what)) {
			logger.warn("Transaction '" + transaction.getTransactionName() + "' of a request with a key " + what
					+ ": it is not protected against a crash, nor against a lost claim");
		}
	}

	private record Running(JdbcClaim claim, Duration ttl, boolean transactional) {
	}

}
