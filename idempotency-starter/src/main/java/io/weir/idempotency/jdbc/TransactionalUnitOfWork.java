// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

import javax.sql.DataSource;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import io.weir.idempotency.ClaimLostException;
import io.weir.idempotency.Fingerprint;
import io.weir.idempotency.RecordedResponse;
import io.weir.idempotency.StoreUnavailableException;
import io.weir.idempotency.UnitOfWork;

/**
 * The transaction around a handler. It locks the claim's row first: the lock says that
 * the holder lives, and ends with the holder's connection, whatever happens to it. The
 * answer is written into the row last, so that both commit or neither.
 */
final class TransactionalUnitOfWork implements UnitOfWork {

	private static final Log logger = LogFactory.getLog(TransactionalUnitOfWork.class);

	private final JdbcClaim claim;

	private final Duration ttl;

	private final PlatformTransactionManager transactionManager;

	private final OwnConnection database;

	private final TransactionStatus transaction;

	private final Runnable ended;

	private TransactionalUnitOfWork(JdbcClaim claim, Duration ttl, PlatformTransactionManager transactionManager,
			OwnConnection database, TransactionStatus transaction, Runnable ended) {
		this.claim = claim;
		this.ttl = ttl;
		this.transactionManager = transactionManager;
		this.database = database;
		this.transaction = transaction;
		this.ended = ended;
	}

	static UnitOfWork open(JdbcClaim claim, Duration ttl, PlatformTransactionManager transactionManager,
			OwnConnection database, Runnable ended) {
		if (!claim.enterTransaction()) {
			throw lost();
		}
		TransactionStatus transaction;
		try {
			transaction = transactionManager.getTransaction(new DefaultTransactionDefinition());
		}
		catch (TransactionException ex) {
			throw new StoreUnavailableException("The handler's transaction cannot begin", ex);
		}
		TransactionalUnitOfWork unit = new TransactionalUnitOfWork(claim, ttl, transactionManager, database,
				transaction, ended);
		try {
			if (!TransactionSynchronizationManager.hasResource(database.dataSource())) {
				throw new IllegalStateException("weir.idempotency.jdbc.mode=transactional needs a transaction manager"
						+ " of the DataSource that keeps the records; the one at hand is not: " + transactionManager);
			}
			if (!unit
				.onOwnTransaction((table, connection) -> table.lock(connection, claim.key(), claim.token(), false))) {
				throw lost();
			}
			claim.setLocked(true);
			return unit;
		}
		catch (SQLException ex) {
			unit.rollBack(ex);
			throw OwnConnection.unavailable(ex);
		}
		catch (RuntimeException ex) {
			unit.rollBack(ex);
			throw ex;
		}
	}

	private static ClaimLostException lost() {
		return new ClaimLostException("Another request took the key before the handler ran");
	}

	@Override
	public boolean holdsResponse() {
		return true;
	}

	@Override
	public boolean complete(Fingerprint fingerprint, RecordedResponse response, Duration ttl) {
		this.ended.run();
		return this.claim.endWith(() -> completeOnce(fingerprint, response, ttl));
	}

	private boolean completeOnce(Fingerprint fingerprint, RecordedResponse response, Duration ttl) {
		if (!this.transaction.isRollbackOnly() && commit((table, connection) -> table.complete(connection,
				this.claim.key(), this.claim.token(), fingerprint, response, ttl))) {
			return true;
		}
		rollBack(null);
		if (response.status() >= 400) {
			// The handler's refusal is true although its work is undone.
			return this.claim.record(fingerprint, response, ttl);
		}
		this.claim.free();
		return false;
	}

	@Override
	public void close(@Nullable Throwable failure) {
		if (this.transaction.isCompleted()) {
			return;
		}
		this.ended.run();
		boolean commits = failure == null && !this.transaction.isRollbackOnly();
		if (commits && commit((table, connection) -> table.markExecuted(connection, this.claim.key(),
				this.claim.token(), this.ttl))) {
			return;
		}
		rollBack(failure);
		if (commits) {
			throw new UnexpectedRollbackException("The transaction of a request was rolled back");
		}
		if (failure == null && !this.claim.leaveTransaction()) {
			logger.warn("The claim of a request was lost when its transaction was rolled back");
		}
	}

	/**
	 * Writes the row and commits.
	 * @return {@code false} when everything is, or is to be, rolled back
	 */
	private boolean commit(OwnConnection.Work<Boolean> write) {
		try {
			if (!onOwnTransaction(write)) {
				logger.warn("A request lost its key while it ran; its transaction is rolled back");
				return false;
			}
		}
		catch (SQLException ex) {
			logger.error("The answer of a request cannot be recorded; its transaction is rolled back", ex);
			return false;
		}
		try {
			this.transactionManager.commit(this.transaction);
			return true;
		}
		catch (RuntimeException ex) {
			// It may have been committed all the same, if the connection broke meanwhile.
			boolean recorded = this.claim.isRecorded();
			logger.error("The transaction of a request did not commit in order; it is "
					+ (recorded ? "committed" : "rolled back"), ex);
			return recorded;
		}
		finally {
			this.claim.setLocked(false);
		}
	}

	private void rollBack(@Nullable Throwable reason) {
		this.claim.setLocked(false);
		if (this.transaction.isCompleted()) {
			return;
		}
		try {
			this.transactionManager.rollback(this.transaction);
		}
		catch (RuntimeException ex) {
			// The connection is gone, and the work with it.
			logger.debug("The transaction of a request did not roll back in order", ex);
			if (reason != null) {
				reason.addSuppressed(ex);
			}
		}
	}

	private boolean onOwnTransaction(OwnConnection.Work<Boolean> work) throws SQLException {
		DataSource dataSource = this.database.dataSource();
		Connection connection = DataSourceUtils.getConnection(dataSource);
		try {
			return work.on(this.database.table(connection), connection);
		}
		finally {
			DataSourceUtils.releaseConnection(connection, dataSource);
		}
	}

}
