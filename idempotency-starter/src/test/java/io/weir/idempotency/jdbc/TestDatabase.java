// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A database of a test with its pool, the records' table in it, and a table of payments.
 */
final class TestDatabase implements AutoCloseable {

	static final TableName TABLE = new TableName("weir_idempotency");

	final HikariDataSource dataSource;

	final JdbcTransactionManager transactionManager;

	final JdbcTemplate jdbc;

	TestDatabase(String url, int connections) {
		HikariConfig config = new HikariConfig();
		config.setJdbcUrl(url);
		config.setMaximumPoolSize(connections);
		config.setMinimumIdle(1);
		config.setConnectionTimeout(3000);
		this.dataSource = new HikariDataSource(config);
		this.transactionManager = new JdbcTransactionManager(this.dataSource);
		this.jdbc = new JdbcTemplate(this.dataSource);
		String platform = url.split(":")[1].toLowerCase(Locale.ROOT);
		new ResourceDatabasePopulator(new ByteArrayResource(schema(platform).getBytes(StandardCharsets.UTF_8)))
			.execute(this.dataSource);
		this.jdbc.execute("CREATE TABLE payment (id VARCHAR(64))");
	}

	private static String schema(String platform) {
		try (InputStream in = JdbcIdempotencyStore.class.getResourceAsStream("schema-" + platform + ".sql")) {
			return TABLE.fill(new String(in.readAllBytes(), StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	JdbcIdempotencyStore store(JdbcMode mode) {
		JdbcIdempotencyStore store = new JdbcIdempotencyStore(this.dataSource, TABLE, mode, this.transactionManager);
		this.transactionManager.addListener(store.transactionListener());
		return store;
	}

	TransactionTemplate transaction() {
		return new TransactionTemplate(this.transactionManager);
	}

	void pay(String id) {
		this.jdbc.update("INSERT INTO payment VALUES (?)", id);
	}

	int payments(String id) {
		Integer count = this.jdbc.queryForObject("SELECT COUNT(*) FROM payment WHERE id = ?", Integer.class, id);
		return (count != null) ? count : 0;
	}

	@Override
	public void close() {
		this.dataSource.close();
	}

}
