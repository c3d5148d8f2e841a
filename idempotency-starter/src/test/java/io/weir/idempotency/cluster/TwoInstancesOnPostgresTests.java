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
 * Two instances with their records in PostgreSQL, marked in the handler's transaction.
 */
class TwoInstancesOnPostgresTests extends TwoInstancesTests {

	@BeforeAll
	static void start() {
		start("weir.idempotency.store=jdbc", "weir.idempotency.jdbc.initialize-schema=always");
	}

	@Test
	void refusesTheZombieWhenAnotherTookOver() throws Exception {
		String key = newKey();
		Gate gate = Gate.at(key);
		CompletableFuture<HttpResponse<String>> zombie = CompletableFuture.supplyAsync(() -> one().pay(key));
		gate.awaitArrival();
		assertThat(jdbc().update("UPDATE weir_idempotency SET lease_until = 1 WHERE state = 'P'")).isEqualTo(1);
		HttpResponse<String> second = two().pay(key);
		assertThat(second.statusCode()).isEqualTo(201);
		gate.open();
		assertThat(zombie.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(500);
		assertThat(payments(key)).isEqualTo(1);
		assertThat(one().pay(key).body()).isEqualTo(second.body());
	}

	@Test
	void neverRunsAgainWhenTheHolderDiedAfterItsCommit() throws Exception {
		String key = newKey();
		assertThat(one().pay(key).statusCode()).isEqualTo(201);
		assertThat(jdbc().update("UPDATE weir_idempotency SET state = 'E', response = NULL, completed_at = NULL,"
				+ " lease_until = 1 WHERE completed_at = (SELECT MAX(completed_at) FROM weir_idempotency)"))
			.isEqualTo(1);
		HttpResponse<String> repeat = two().pay(key);
		assertThat(repeat.statusCode()).isEqualTo(409);
		assertThat(repeat.body()).contains("response-not-replayable");
		assertThat(payments(key)).isEqualTo(1);
	}

}
