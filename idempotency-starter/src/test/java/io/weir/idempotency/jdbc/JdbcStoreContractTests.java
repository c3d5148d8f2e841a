// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.jdbc;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.weir.idempotency.IdempotencyStore;
import io.weir.idempotency.SharedIdempotencyStoreContractTests;
import io.weir.idempotency.engine.MariaDbEngine;
import io.weir.idempotency.engine.PostgresEngine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;

/**
 * The store's contract on real databases, in both modes.
 */
class JdbcStoreContractTests {

	private static final Map<Class<?>, Instances> instances = new ConcurrentHashMap<>();

	@AfterAll
	static void close() {
		instances.values().forEach((both) -> both.database().close());
	}

	@Nested
	class OnH2 extends Contract {

		OnH2() {
			super(() -> "jdbc:h2:mem:contract;DB_CLOSE_DELAY=-1", JdbcMode.MARKER);
		}

	}

	@Nested
	class OnH2Transactional extends Contract {

		OnH2Transactional() {
			super(() -> "jdbc:h2:mem:transactional;DB_CLOSE_DELAY=-1", JdbcMode.TRANSACTIONAL);
		}

	}

	@Nested
	class OnPostgres extends Contract {

		OnPostgres() {
			super(() -> PostgresEngine.shared().newDatabase(), JdbcMode.MARKER);
		}

	}

	@Nested
	class OnPostgresTransactional extends Contract {

		OnPostgresTransactional() {
			super(() -> PostgresEngine.shared().newDatabase(), JdbcMode.TRANSACTIONAL);
		}

	}

	@Nested
	class OnMariaDb extends Contract {

		OnMariaDb() {
			super(() -> MariaDbEngine.shared().newDatabase(), JdbcMode.MARKER);
		}

	}

	@Nested
	class OnMariaDbTransactional extends Contract {

		OnMariaDbTransactional() {
			super(() -> MariaDbEngine.shared().newDatabase(), JdbcMode.TRANSACTIONAL);
		}

	}

	abstract static class Contract extends SharedIdempotencyStoreContractTests {

		private final Instances both;

		Contract(Supplier<String> url, JdbcMode mode) {
			this.both = instances.computeIfAbsent(getClass(), (type) -> Instances.of(url.get(), mode));
		}

		@Override
		protected IdempotencyStore store() {
			return this.both.one();
		}

		@Override
		protected IdempotencyStore otherInstance() {
			return this.both.other();
		}

	}

	private record Instances(TestDatabase database, IdempotencyStore one, IdempotencyStore other) {

		static Instances of(String url, JdbcMode mode) {
			TestDatabase database = new TestDatabase(url, 20);
			return new Instances(database, database.store(mode), database.store(mode));
		}

	}

}
