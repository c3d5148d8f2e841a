// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.jdbc;

import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.weir.idempotency.ClaimResult;
import io.weir.idempotency.Fingerprint;
import io.weir.idempotency.RecordedResponse;
import io.weir.idempotency.StoreKey;
import io.weir.idempotency.StoreUnavailableException;
import io.weir.idempotency.engine.MariaDbEngine;
import io.weir.idempotency.engine.PostgresEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What the store does to its database, and its database to it.
 */
class JdbcIdempotencyStoreTests {

	private static final Fingerprint FINGERPRINT = new Fingerprint("head", null);

	private static final Duration LEASE = Duration.ofSeconds(30);

	private static final RecordedResponse ANSWER = new RecordedResponse(201, Map.of(), new byte[0]);

	@ParameterizedTest
	@ValueSource(strings = { "h2", "postgresql", "mariadb" })
	void deletesWhatHasExpiredAndNothingElse(String platform) {
		try (TestDatabase database = new TestDatabase(url(platform), 4)) {
			JdbcIdempotencyStore store = database.store(JdbcMode.MARKER);
			StoreKey kept = newKey();
			complete(store, kept, Duration.ofHours(1));
			StoreKey running = newKey();
			store.claim(running, FINGERPRINT, LEASE);
			for (int i = 0; i < 20; i++) {
				complete(store, newKey(), Duration.ofMillis(1));
			}
			int deleted = 0;
			long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
			while (deleted < 20 && System.nanoTime() < deadline) {
				deleted += store.deleteExpired();
			}
			assertThat(deleted).isEqualTo(20);
			assertThat(store.deleteExpired()).isZero();
			assertThat(store.find(kept)).isPresent();
			assertThat(store.find(running)).isPresent();
		}
	}

	@Test
	void passesByRowsThatAnotherInstanceIsDeleting() throws Exception {
		try (TestDatabase database = new TestDatabase(url("postgresql"), 4);
				Connection other = database.dataSource.getConnection()) {
			JdbcIdempotencyStore store = database.store(JdbcMode.MARKER);
			for (int i = 0; i < 10; i++) {
				complete(store, newKey(), Duration.ofMillis(1));
			}
			database.jdbc.update("UPDATE weir_idempotency SET expires_at = expires_at - 1000");
			other.setAutoCommit(false);
			RecordTable table = new RecordTable(Dialect.POSTGRESQL, TestDatabase.TABLE);
			assertThat(table.deleteExpired(other, 4)).isEqualTo(4);
			assertThat(store.deleteExpired()).isEqualTo(6);
			other.commit();
		}
	}

	@Test
	void neitherJoinsNorPoisonsATransactionUnderWay() {
		try (TestDatabase database = new TestDatabase(url("postgresql"), 4)) {
			JdbcIdempotencyStore store = database.store(JdbcMode.MARKER);
			StoreKey key = newKey();
			store.claim(key, FINGERPRINT, LEASE);
			database.transaction().executeWithoutResult((status) -> {
				assertThat(store.claim(key, FINGERPRINT, LEASE)).isInstanceOf(ClaimResult.Outstanding.class);
				database.pay("paid");
				status.setRollbackOnly();
			});
			assertThat(store.find(key)).isPresent();
		}
	}

	@Test
	void grantsOnceWhenTheDatabasesOwnIsolationIsSerializable() throws Exception {
		try (TestDatabase database = new TestDatabase(
				url("postgresql") + "&options=-c%20default_transaction_isolation=serializable", 16)) {
			JdbcIdempotencyStore store = database.store(JdbcMode.MARKER);
			ExecutorService threads = Executors.newFixedThreadPool(16);
			try {
				for (int round = 0; round < 10; round++) {
					StoreKey key = newKey();
					List<Future<ClaimResult>> results = new ArrayList<>();
					for (int i = 0; i < 16; i++) {
						results.add(threads.submit(() -> store.claim(key, FINGERPRINT, LEASE)));
					}
					int granted = 0;
					for (Future<ClaimResult> result : results) {
						granted += (result.get(10, TimeUnit.SECONDS) instanceof ClaimResult.Granted) ? 1 : 0;
					}
					assertThat(granted).isEqualTo(1);
				}
			}
			finally {
				threads.shutdownNow();
			}
		}
	}

	@Test
	void asksThePrimaryWhenReadOnlyTransactionsGoToAReplica() {
		try (TestDatabase primary = new TestDatabase(url("postgresql"), 4)) {
			AbstractRoutingDataSource routing = new AbstractRoutingDataSource() {

				@Override
				protected Object determineCurrentLookupKey() {
					return TransactionSynchronizationManager.isCurrentTransactionReadOnly() ? "replica" : "primary";
				}

			};
			routing.setTargetDataSources(Map.of("primary", primary.dataSource, "replica",
					new DriverManagerDataSource("jdbc:h2:mem:replica")));
			routing.afterPropertiesSet();
			JdbcIdempotencyStore store = new JdbcIdempotencyStore(routing, TestDatabase.TABLE, JdbcMode.MARKER, null);
			StoreKey key = newKey();
			TransactionTemplate readOnly = primary.transaction();
			readOnly.setReadOnly(true);
			readOnly.executeWithoutResult((status) -> {
				complete(store, key, Duration.ofHours(1));
				assertThat(store.find(key)).isPresent();
			});
		}
	}

	@Test
	void failsAtStartWhenTheTableIsMissing() {
		JdbcIdempotencyStore store = new JdbcIdempotencyStore(new DriverManagerDataSource("jdbc:h2:mem:empty"),
				TestDatabase.TABLE, JdbcMode.MARKER, null);
		assertThatIllegalStateException().isThrownBy(store::checkTable)
			.withMessageContaining("weir.idempotency.jdbc.initialize-schema=always");
	}

	@Test
	void failsAtOnceAfterThreeFailures() {
		JdbcIdempotencyStore store = new JdbcIdempotencyStore(
				new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:1/none"), TestDatabase.TABLE, JdbcMode.MARKER,
				null);
		for (int i = 0; i < 3; i++) {
			assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> store.find(newKey()));
		}
		assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> store.find(newKey()))
			.withMessageContaining("not asked again yet");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a b", "t;DROP TABLE x", "a.b.c", "1a", "\"quoted\"", "a--" })
	void refusesTableNamesThatAreMoreThanANumberedWord(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> new TableName(name)).withMessageContaining("allowed");
	}

	@Test
	void fillsTheSchemaWithItsName() {
		assertThat(new TableName("app.Keys_2").fill("CREATE TABLE @@table@@, INDEX @@index@@"))
			.isEqualTo("CREATE TABLE app.Keys_2, INDEX Keys_2_expires_at");
	}

	private static void complete(JdbcIdempotencyStore store, StoreKey key, Duration ttl) {
		ClaimResult.Granted granted = (ClaimResult.Granted) store.claim(key, FINGERPRINT, Duration.ofMillis(1));
		assertThat(granted.claim().complete(FINGERPRINT, ANSWER, ttl)).isTrue();
	}

	private static String url(String platform) {
		return switch (platform) {
			case "h2" -> "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
			case "mariadb" -> MariaDbEngine.shared().newDatabase();
			default -> PostgresEngine.shared().newDatabase();
		};
	}

	private static StoreKey newKey() {
		return new StoreKey((UUID.randomUUID().toString() + UUID.randomUUID()).replace("-", ""));
	}

}
