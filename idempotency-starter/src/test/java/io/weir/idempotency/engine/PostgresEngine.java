// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL server; {@link #shared} is one for all tests of a JVM, with a
 * database for each who asks.
 */
public final class PostgresEngine implements AutoCloseable {

	private static @Nullable PostgresEngine shared;

	private static final AtomicInteger databases = new AtomicInteger();

	private final EmbeddedPostgres server;

	private PostgresEngine() {
		try {
			this.server = EmbeddedPostgres.builder()
				.setServerConfig("max_connections", "120")
				.setServerConfig("shared_buffers", "32MB")
				.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public static synchronized PostgresEngine shared() {
		if (shared == null) {
			shared = start();
		}
		return shared;
	}

	public static PostgresEngine start() {
		return new PostgresEngine();
	}

	public int port() {
		return this.server.getPort();
	}

	/**
	 * Makes a database.
	 * @return its URL, with the user in it
	 */
	public String newDatabase() {
		String name = "test" + databases.incrementAndGet();
		try (Connection connection = this.server.getPostgresDatabase().getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute("CREATE DATABASE " + name);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
		return url(port(), name);
	}

	public static String url(int port, String database) {
		return "jdbc:postgresql://localhost:" + port + "/" + database + "?user=postgres";
	}

	@Override
	public void close() {
		try {
			this.server.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
