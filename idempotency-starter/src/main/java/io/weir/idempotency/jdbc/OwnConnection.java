// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executor;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import io.weir.idempotency.StoreUnavailableException;
import io.weir.idempotency.remote.CircuitBreaker;

/**
 * Short work on a connection of its own, never on one of a transaction under way, and
 * never read-only, so that no routing sends it to a replica. One statement commits
 * itself; a connection is held for the work alone. Repeated after a deadlock and after a
 * connection that turned out to be dead, so the work must bear that.
 */
final class OwnConnection {

	private static final int ATTEMPTS = 3;

	/**
	 * For a statement that waits, and for a server that swallows packets.
	 */
	private static final int NETWORK_TIMEOUT_MILLIS = 2000;

	/**
	 * What took longer has made its request wait enough.
	 */
	private static final long QUICK_NANOS = Duration.ofSeconds(1).toNanos();

	private static final Executor DIRECT = Runnable::run;

	private final DataSource dataSource;

	private final TableName tableName;

	private final CircuitBreaker breaker = new CircuitBreaker("The database", Duration.ofSeconds(1));

	private volatile @Nullable RecordTable table;

	OwnConnection(DataSource dataSource, TableName tableName) {
		this.dataSource = withoutTransactions(dataSource);
		this.tableName = tableName;
	}

	private static DataSource withoutTransactions(DataSource dataSource) {
		if (dataSource instanceof TransactionAwareDataSourceProxy proxy && proxy.getTargetDataSource() != null) {
			return proxy.getTargetDataSource();
		}
		return dataSource;
	}

	DataSource dataSource() {
		return this.dataSource;
	}

	<T> T call(Work<T> work) {
		return this.breaker.call(() -> {
			for (int attempt = 1;; attempt++) {
				long startedNanos = System.nanoTime();
				try {
					return callOnce(work);
				}
				catch (SQLException ex) {
					boolean quick = System.nanoTime() - startedNanos < QUICK_NANOS;
					if (attempt == ATTEMPTS || !quick || !isWorthRepeating(ex)) {
						throw unavailable(ex);
					}
				}
			}
		});
	}

	/**
	 * The same in a transaction of several statements.
	 */
	<T> T callInTransaction(Work<T> work) {
		return call((table, connection) -> inTransaction(table, connection, work));
	}

	static <T> T inTransaction(RecordTable table, Connection connection, Work<T> work) throws SQLException {
		boolean autoCommit = connection.getAutoCommit();
		connection.setAutoCommit(false);
		try {
			T result = work.on(table, connection);
			connection.commit();
			return result;
		}
		catch (SQLException | RuntimeException ex) {
			rollBack(connection, ex);
			throw ex;
		}
		finally {
			if (autoCommit) {
				connection.setAutoCommit(true);
			}
		}
	}

	RecordTable table(Connection connection) throws SQLException {
		RecordTable known = this.table;
		if (known == null) {
			known = new RecordTable(Dialect.of(connection), this.tableName);
			this.table = known;
		}
		return known;
	}

	// Routing to replicas goes by whether the thread's transaction is read-only.
	private <T> T callOnce(Work<T> work) throws SQLException {
		boolean readOnly = TransactionSynchronizationManager.isCurrentTransactionReadOnly();
		if (!readOnly) {
			return onConnection(work);
		}
		TransactionSynchronizationManager.setCurrentTransactionReadOnly(false);
		try {
			return onConnection(work);
		}
		finally {
			TransactionSynchronizationManager.setCurrentTransactionReadOnly(true);
		}
	}

	private <T> T onConnection(Work<T> work) throws SQLException {
		try (Connection connection = this.dataSource.getConnection()) {
			int timeout = connection.getNetworkTimeout();
			connection.setNetworkTimeout(DIRECT, NETWORK_TIMEOUT_MILLIS);
			try {
				T result = work.on(table(connection), connection);
				if (!connection.getAutoCommit()) {
					connection.commit();
				}
				return result;
			}
			catch (SQLException ex) {
				if (!connection.isClosed() && !connection.getAutoCommit()) {
					rollBack(connection, ex);
				}
				throw ex;
			}
			finally {
				if (!connection.isClosed()) {
					connection.setNetworkTimeout(DIRECT, timeout);
				}
			}
		}
	}

	private static void rollBack(Connection connection, Exception ex) {
		try {
			connection.rollback();
		}
		catch (SQLException second) {
			ex.addSuppressed(second);
		}
	}

	// 40: deadlock, serialization failure. 08, 57: the connection or the server went
	// away; a time-out (57014) has taken its time and is not repeated.
	private static boolean isWorthRepeating(SQLException ex) {
		String state = (ex.getSQLState() != null) ? ex.getSQLState() : "";
		return state.startsWith("40") || state.startsWith("08") || state.startsWith("57P");
	}

	static StoreUnavailableException unavailable(SQLException ex) {
		return new StoreUnavailableException("The database did not answer a statement on idempotency records", ex);
	}

	/**
	 * Work on the table.
	 *
	 * @param <T> the result's type
	 */
	@FunctionalInterface
	interface Work<T> {

		T on(RecordTable table, Connection connection) throws SQLException;

	}

}
