// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;

/**
 * What the databases do differently: the time, and claiming and reading in one statement.
 */
enum Dialect {

	H2("DATEDIFF(MILLISECOND, TIMESTAMP WITH TIME ZONE '1970-01-01 00:00:00Z', CURRENT_TIMESTAMP)"),

	// The time of the call, where now() is the time at which the transaction began.
	POSTGRESQL("CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)"),

	// Not UNIX_TIMESTAMP(now): that goes through the session's zone, with an hour twice.
	MYSQL("(TIMESTAMPDIFF(MICROSECOND, '1970-01-01', UTC_TIMESTAMP(6)) DIV 1000)");

	private final String now;

	Dialect(String now) {
		this.now = now;
	}

	static Dialect of(Connection connection) throws SQLException {
		String product = connection.getMetaData().getDatabaseProductName().toLowerCase(Locale.ROOT);
		return switch (product) {
			case "h2" -> H2;
			case "postgresql" -> POSTGRESQL;
			case "mysql", "mariadb" -> MYSQL;
			default -> throw new IllegalStateException("weir.idempotency.store=jdbc works with H2, PostgreSQL, MySQL"
					+ " and MariaDB, not with " + product);
		};
	}

	/**
	 * The database's time in milliseconds since 1970, as an expression.
	 */
	String now() {
		return this.now;
	}

	/**
	 * Whether an insert can leave an existing row alone and answer with it.
	 */
	boolean insertsOrReads() {
		return this == POSTGRESQL;
	}

}
