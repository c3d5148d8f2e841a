// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.cluster;

import java.util.ArrayList;
import java.util.List;

import com.zaxxer.hikari.HikariDataSource;
import io.weir.idempotency.engine.PostgresEngine;
import io.weir.idempotency.engine.RedisEngine;
import io.weir.idempotency.engine.TcpProxy;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How often a request asks its store, counted on the wire, with a pool of one connection.
 */
class RoundTripTests {

	@Test
	void asksRedisTwiceWhenExecutedAndOnceWhenReplayed() {
		String url = PostgresEngine.shared().newDatabase();
		try (TcpProxy proxy = new TcpProxy(RedisEngine.shared().port());
				Instance instance = start(url, "weir.idempotency.store=redis", "spring.data.redis.port=" + proxy.port(),
						"weir.idempotency.redis.key-prefix=trips:" + TwoInstancesTests.newKey())) {
			assertThat(extraTrips(instance, proxy)).isLessThanOrEqualTo(2);
			assertThat(replayTrips(instance, proxy)).isEqualTo(1);
		}
	}

	@Test
	void asksTheDatabaseThreeTimesMoreWhenMarkedAndOnceWhenReplayed() {
		assertOnDatabase("marker", 3);
	}

	// Claim, lock and record; the commit is the handler's own.
	@Test
	void asksTheDatabaseThreeTimesMoreWhenTransactionalAndOnceWhenReplayed() {
		assertOnDatabase("transactional", 3);
	}

	private static void assertOnDatabase(String mode, int most) {
		String url = PostgresEngine.shared().newDatabase();
		try (TcpProxy proxy = new TcpProxy(PostgresEngine.shared().port());
				Instance instance = start(
						url.replace(":" + PostgresEngine.shared().port() + "/", ":" + proxy.port() + "/"),
						"weir.idempotency.store=jdbc", "weir.idempotency.jdbc.initialize-schema=always",
						"weir.idempotency.jdbc.mode=" + mode)) {
			assertThat(extraTrips(instance, proxy)).isLessThanOrEqualTo(most);
			assertThat(replayTrips(instance, proxy)).isEqualTo(1);
			HikariDataSource pool = instance.context.getBean(HikariDataSource.class);
			assertThat(pool.getHikariPoolMXBean().getTotalConnections()).isEqualTo(1);
		}
	}

	private static Instance start(String url, String... properties) {
		List<String> all = new ArrayList<>(List.of(properties));
		all.addAll(List.of("spring.datasource.url=" + url, "spring.datasource.hikari.maximum-pool-size=1",
				"spring.datasource.hikari.connection-timeout=2000"));
		Instance instance = Instance.start(all);
		instance.context.getBean(JdbcTemplate.class).execute(PaymentApplication.TABLE);
		return instance;
	}

	// The least of some, since the pool checks a connection that was idle for a while.
	private static int extraTrips(Instance instance, TcpProxy proxy) {
		int bare = Integer.MAX_VALUE;
		int keyed = Integer.MAX_VALUE;
		for (int i = 0; i < 12; i++) {
			String key = TwoInstancesTests.newKey();
			bare = Math.min(bare,
					trips(proxy, () -> assertThat(instance.pay(null, "/payments").statusCode()).isEqualTo(201)));
			keyed = Math.min(keyed, trips(proxy, () -> assertThat(instance.pay(key).statusCode()).isEqualTo(201)));
		}
		return keyed - bare;
	}

	private static int replayTrips(Instance instance, TcpProxy proxy) {
		String key = TwoInstancesTests.newKey();
		String first = instance.pay(key).body();
		int least = Integer.MAX_VALUE;
		for (int i = 0; i < 5; i++) {
			least = Math.min(least, trips(proxy, () -> assertThat(instance.pay(key).body()).isEqualTo(first)));
		}
		return least;
	}

	private static int trips(TcpProxy proxy, Runnable request) {
		int before = proxy.roundTrips();
		request.run();
		return proxy.roundTrips() - before;
	}

}
