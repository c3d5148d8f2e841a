// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.cluster;

import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.weir.idempotency.cluster.PaymentApplication.Gate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two instances with their records in PostgreSQL, written in the handler's transaction.
 */
class TwoInstancesTransactionalTests extends TwoInstancesTests {

	@BeforeAll
	static void start() {
		start("weir.idempotency.store=jdbc", "weir.idempotency.jdbc.initialize-schema=always",
				"weir.idempotency.jdbc.mode=transactional");
	}

	@Test
	void runsOnTheOtherAtOnceWhenTheHoldersConnectionBroke() throws Exception {
		String key = newKey();
		Gate gate = Gate.at(key);
		CompletableFuture<HttpResponse<String>> zombie = CompletableFuture.supplyAsync(() -> one().pay(key));
		gate.awaitArrival();
		assertThat(two().pay(key).statusCode()).isEqualTo(409);
		jdbc().queryForList("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
				+ " WHERE state = 'idle in transaction' AND datname = current_database()");
		HttpResponse<String> second = two().payUntilAnswered(key, PATIENCE);
		assertThat(second.statusCode()).isEqualTo(201);
		gate.open();
		assertThat(zombie.get(20, TimeUnit.SECONDS).statusCode()).isBetween(500, 503);
		assertThat(payments(key)).isEqualTo(1);
		assertThat(one().pay(key).body()).isEqualTo(second.body());
	}

}
