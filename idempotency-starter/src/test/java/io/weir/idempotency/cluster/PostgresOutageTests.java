// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.cluster;

import java.util.List;

import io.weir.idempotency.engine.PostgresEngine;
import org.junit.jupiter.api.BeforeAll;

/**
 * Outages of PostgreSQL; the pool waits for one second.
 */
class PostgresOutageTests extends OutageTests {

	private static String url;

	@BeforeAll
	static void createTable() {
		url = PostgresEngine.shared().newDatabase();
		Instance.start(List.of("spring.datasource.url=" + url, "weir.idempotency.store=jdbc",
				"weir.idempotency.jdbc.initialize-schema=always"))
			.close();
	}

	@Override
	int enginePort() {
		return PostgresEngine.shared().port();
	}

	@Override
	List<String> properties(int port) {
		return List.of("weir.idempotency.store=jdbc",
				"spring.datasource.url=" + url.replace(":" + enginePort() + "/", ":" + port + "/")
						+ "&connectTimeout=1&loginTimeout=2&socketTimeout=3",
				"spring.datasource.hikari.validation-timeout=500", "spring.datasource.hikari.connection-timeout=1000",
				"spring.datasource.hikari.maximum-pool-size=4");
	}

}
