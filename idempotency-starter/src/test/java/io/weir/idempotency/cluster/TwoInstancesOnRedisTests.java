// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.cluster;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.weir.idempotency.cluster.PaymentApplication.Gate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.data.redis.core.StringRedisTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two instances with their records in Redis.
 */
class TwoInstancesOnRedisTests extends TwoInstancesTests {

	private static final String PREFIX = "two:" + newKey() + ":";

	@BeforeAll
	static void start() {
		start("weir.idempotency.store=redis", "weir.idempotency.redis.key-prefix=" + PREFIX);
	}

	@Test
	void refusesTheZombieWhenAnotherTookOver() throws Exception {
		String key = newKey();
		Gate gate = Gate.at(key);
		CompletableFuture<HttpResponse<String>> zombie = CompletableFuture.supplyAsync(() -> one().pay(key));
		gate.awaitArrival();
		StringRedisTemplate redis = one().context.getBean(StringRedisTemplate.class);
		String record = redis.keys(PREFIX + "*")
			.stream()
			.filter((name) -> "P".equals(redis.opsForHash().get(name, "state")))
			.findFirst()
			.orElseThrow();
		redis.opsForHash().put(record, "ends", "1");
		HttpResponse<String> second = two().payUntilAnswered(key, Duration.ofSeconds(1));
		assertThat(second.statusCode()).isEqualTo(201);
		// It asks Redis at each third of its lease, or when its own clock says that it is
		// over.
		await().pollDelay(LEASE).until(() -> true);
		gate.open();
		assertThat(zombie.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(500);
		assertThat(payments(key)).isEqualTo(1);
		assertThat(one().pay(key).body()).isEqualTo(second.body());
		assertThat(two().pay(key).body()).isEqualTo(second.body());
	}

}
