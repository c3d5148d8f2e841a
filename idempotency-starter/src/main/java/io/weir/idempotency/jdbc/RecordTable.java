// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.weir.idempotency.Fingerprint;
import io.weir.idempotency.RecordedResponse;
import io.weir.idempotency.StoreKey;
import io.weir.idempotency.remote.RecordCodec;

/**
 * The statements. Each that changes a claim compares its token, so that a holder that
 * lost its claim changes nothing, and may be repeated by the holder after a lost answer.
 */
final class RecordTable {

	/**
	 * How long the number of attempts outlives a released key or a dead holder's lease.
	 */
	private static final long ATTEMPTS_REMEMBERED = Duration.ofHours(1).toMillis();

	/**
	 * Seconds; a lock that is waited for is held for one statement and a commit.
	 */
	private static final int TIMEOUT = 3;

	private static final String HELD = " WHERE record_key = ? AND token = ? AND state IN ('P', 'T', 'E')";

	private final Dialect dialect;

	private final String table;

	private final String now;

	RecordTable(Dialect dialect, TableName name) {
		this.dialect = dialect;
		this.table = name.value();
		this.now = dialect.now();
	}

	/**
	 * Inserts a claim, or reads what stands there. One round trip on PostgreSQL.
	 * @return the row; {@code null} when it came or went meanwhile: ask again
	 */
	@Nullable RecordRow claimOrRead(Connection connection, StoreKey key, Claiming claiming) throws SQLException {
		String insert = "INSERT INTO " + this.table
				+ " (record_key, state, token, attempt, claimed_at, lease_until, expires_at, fingerprint)"
				+ " VALUES (?, ?, ?, 1, " + this.now + ", " + this.now + " + ?, " + this.now + " + ?, ?)";
		if (this.dialect.insertsOrReads()) {
			String sql = "WITH claimed AS (" + insert + " ON CONFLICT (record_key) DO NOTHING RETURNING "
					+ RecordRow.COLUMNS + ") SELECT " + RecordRow.COLUMNS + ", " + this.now
					+ " FROM claimed UNION ALL SELECT " + RecordRow.COLUMNS + ", " + this.now + " FROM " + this.table
					+ " WHERE record_key = ?";
			return row(connection, sql, key.value(), claiming.state(), claiming.token(), claiming.leaseMillis(),
					claiming.leaseMillis() + ATTEMPTS_REMEMBERED, claiming.fingerprint(), key.value());
		}
		RecordRow found = read(connection, key);
		if (found == null) {
			try {
				update(connection, insert, key.value(), claiming.state(), claiming.token(), claiming.leaseMillis(),
						claiming.leaseMillis() + ATTEMPTS_REMEMBERED, claiming.fingerprint());
			}
			catch (SQLException ex) {
				if (!isDuplicate(ex)) {
					throw ex;
				}
				return null;
			}
			return claiming.inserted();
		}
		return found;
	}

	@Nullable RecordRow read(Connection connection, StoreKey key) throws SQLException {
		return row(connection,
				"SELECT " + RecordRow.COLUMNS + ", " + this.now + " FROM " + this.table + " WHERE record_key = ?",
				key.value());
	}

	boolean takeOver(Connection connection, StoreKey key, RecordRow seen, Claiming claiming) throws SQLException {
		return update(connection,
				"UPDATE " + this.table + " SET state = ?, token = ?, attempt = ?, claimed_at = " + this.now
						+ ", lease_until = " + this.now + " + ?, completed_at = NULL, expires_at = " + this.now
						+ " + ?, fingerprint = ?, response = NULL WHERE record_key = ? AND token = ? AND attempt = ?"
						+ " AND state = ? AND lease_until = ?",
				claiming.state(), claiming.token(), seen.nextAttempt(), claiming.leaseMillis(),
				claiming.leaseMillis() + ATTEMPTS_REMEMBERED, claiming.fingerprint(), key.value(), seen.token(),
				seen.attempt(), String.valueOf(seen.state()), seen.leaseUntil()) == 1;
	}

	/**
	 * Locks the row of a claim in progress until the transaction ends.
	 * @param skip whether to leave a locked row alone; else its lock is waited for
	 */
	boolean lock(Connection connection, StoreKey key, String token, boolean skip) throws SQLException {
		String sql = "SELECT state FROM " + this.table
				+ " WHERE record_key = ? AND token = ? AND state = 'T' FOR UPDATE" + (skip ? " SKIP LOCKED" : "");
		try (PreparedStatement statement = prepare(connection, sql, key.value(), token);
				ResultSet rows = statement.executeQuery()) {
			return rows.next();
		}
	}

	/**
	 * Whether the outcome of this claim is recorded; waits for a commit under way.
	 */
	boolean isRecorded(Connection connection, StoreKey key, String token) throws SQLException {
		String sql = "SELECT state FROM " + this.table
				+ " WHERE record_key = ? AND token = ? AND state = 'C' FOR UPDATE";
		try (PreparedStatement statement = prepare(connection, sql, key.value(), token);
				ResultSet rows = statement.executeQuery()) {
			return rows.next();
		}
	}

	boolean markExecuted(Connection connection, StoreKey key, String token, Duration ttl) throws SQLException {
		return update(connection, "UPDATE " + this.table + " SET state = 'E', expires_at = " + this.now + " + ?" + HELD,
				millis(ttl), key.value(), token) == 1;
	}

	/**
	 * Prolongs the lease of a claim; one outside its transaction depends on it from then
	 * on.
	 */
	boolean renew(Connection connection, StoreKey key, String token, Duration leaseFor) throws SQLException {
		return update(connection,
				"UPDATE " + this.table + " SET lease_until = " + this.now
						+ " + ?, expires_at = CASE state WHEN 'E' THEN expires_at ELSE " + this.now
						+ " + ? END, state = CASE state WHEN 'E' THEN 'E' ELSE 'P' END" + HELD,
				millis(leaseFor), millis(leaseFor) + ATTEMPTS_REMEMBERED, key.value(), token) == 1;
	}

	/**
	 * Makes a claim depend on the lock that its transaction is about to take.
	 */
	boolean enterTransaction(Connection connection, StoreKey key, String token) throws SQLException {
		return update(connection, "UPDATE " + this.table + " SET state = 'T', claimed_at = " + this.now + HELD,
				key.value(), token) == 1;
	}

	/**
	 * Makes a claim depend on its lease, now that its transaction is over without it.
	 */
	boolean leaveTransaction(Connection connection, StoreKey key, String token) throws SQLException {
		return update(connection, "UPDATE " + this.table + " SET state = 'P'" + HELD, key.value(), token) == 1;
	}

	boolean complete(Connection connection, StoreKey key, String token, Fingerprint fingerprint,
			RecordedResponse response, Duration ttl) throws SQLException {
		return update(connection,
				"UPDATE " + this.table + " SET state = 'C', completed_at = " + this.now + ", expires_at = " + this.now
						+ " + ?, fingerprint = ?, response = ? WHERE record_key = ? AND token = ? AND state <> 'R'",
				millis(ttl), RecordCodec.encode(fingerprint), RecordCodec.encode(response), key.value(), token) == 1;
	}

	boolean release(Connection connection, StoreKey key, String token) throws SQLException {
		return update(connection,
				"UPDATE " + this.table + " SET state = 'R', expires_at = " + this.now
						+ " + ? WHERE record_key = ? AND token = ? AND state <> 'C'",
				ATTEMPTS_REMEMBERED, key.value(), token) == 1;
	}

	boolean forget(Connection connection, StoreKey key) throws SQLException {
		return update(connection, "DELETE FROM " + this.table
				+ " WHERE record_key = ? AND (state = 'C' OR (state = 'E' AND lease_until <= " + this.now + "))",
				key.value()) == 1;
	}

	/**
	 * Deletes expired rows that nobody holds a lock on.
	 * @return how many
	 */
	int deleteExpired(Connection connection, int atMost) throws SQLException {
		List<Object> keys = new ArrayList<>();
		try (PreparedStatement statement = prepare(connection,
				"SELECT record_key FROM " + this.table + " WHERE expires_at < " + this.now + " AND (state = 'C' OR"
						+ " lease_until < " + this.now + ") ORDER BY expires_at LIMIT " + atMost
						+ " FOR UPDATE SKIP LOCKED");
				ResultSet rows = statement.executeQuery()) {
			while (rows.next()) {
				keys.add(rows.getString(1));
			}
		}
		if (!keys.isEmpty()) {
			update(connection, "DELETE FROM " + this.table + " WHERE record_key IN ("
					+ String.join(", ", Collections.nCopies(keys.size(), "?")) + ")", keys.toArray());
		}
		return keys.size();
	}

	void check(Connection connection) throws SQLException {
		row(connection, "SELECT " + RecordRow.COLUMNS + ", " + this.now + " FROM " + this.table + " WHERE 1 = 0");
	}

	static boolean isDuplicate(SQLException ex) {
		return ex.getSQLState() != null && ex.getSQLState().startsWith("23");
	}

	private static long millis(Duration duration) {
		return Math.max(1, duration.toMillis());
	}

	private @Nullable RecordRow row(Connection connection, String sql, Object... parameters) throws SQLException {
		try (PreparedStatement statement = prepare(connection, sql, parameters);
				ResultSet rows = statement.executeQuery()) {
			return rows.next() ? RecordRow.of(rows) : null;
		}
	}

	private int update(Connection connection, String sql, Object... parameters) throws SQLException {
		try (PreparedStatement statement = prepare(connection, sql, parameters)) {
			return statement.executeUpdate();
		}
	}

	private PreparedStatement prepare(Connection connection, String sql, Object... parameters) throws SQLException {
		PreparedStatement statement = connection.prepareStatement(sql);
		// H2 keeps the limit for the whole connection, that is for the handler's
		// statements.
		if (this.dialect != Dialect.H2) {
			statement.setQueryTimeout(TIMEOUT);
		}
		for (int i = 0; i < parameters.length; i++) {
			statement.setObject(i + 1, parameters[i]);
		}
		return statement;
	}

}
