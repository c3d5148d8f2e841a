// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.cluster;

import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.weir.idempotency.cluster.PaymentApplication.Gate;
import io.weir.idempotency.engine.PostgresEngine;
import io.weir.idempotency.engine.RedisEngine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two instances over one store, over HTTP. Payments are rows in PostgreSQL.
 */
abstract class TwoInstancesTests {

	static final Duration PATIENCE = Duration.ofSeconds(20);

	static final Duration LEASE = Duration.ofSeconds(2);

	private static Instance one;

	private static Instance two;

	private static JdbcTemplate jdbc;

	static void start(String... properties) {
		String url = PostgresEngine.shared().newDatabase();
		List<String> all = new ArrayList<>(List.of(properties));
		all.add("spring.datasource.url=" + url);
		all.add("spring.data.redis.port=" + RedisEngine.shared().port());
		all.add("weir.idempotency.lease=" + LEASE.toSeconds() + "s");
		one = Instance.start(with(all, "instance=one"));
		two = Instance.start(with(all, "instance=two"));
		jdbc = one.context.getBean(JdbcTemplate.class);
		jdbc.execute(PaymentApplication.TABLE);
	}

	private static List<String> with(List<String> all, String more) {
		List<String> result = new ArrayList<>(all);
		result.add(more);
		return result;
	}

	@AfterAll
	static void stop() {
		one.close();
		two.close();
	}

	@Test
	void runsOnceWhenAHundredDuplicatesComeOverBoth() throws Exception {
		String key = newKey();
		ExecutorService clients = Executors.newFixedThreadPool(100);
		try {
			List<Future<HttpResponse<String>>> answers = new ArrayList<>();
			for (int i = 0; i < 100; i++) {
				Instance instance = (i % 2 == 0) ? one : two;
				answers.add(clients.submit(() -> instance.payUntilAnswered(key, PATIENCE)));
			}
			List<String> bodies = new ArrayList<>();
			for (Future<HttpResponse<String>> answer : answers) {
				HttpResponse<String> response = answer.get(30, TimeUnit.SECONDS);
				assertThat(response.statusCode()).isEqualTo(201);
				bodies.add(response.body());
			}
			assertThat(Set.copyOf(bodies)).hasSize(1);
			assertThat(payments(key)).isEqualTo(1);
		}
		finally {
			clients.shutdownNow();
		}
	}

	@Test
	void replaysOnTheOtherWhenTheClientAborted() throws Exception {
		String key = newKey();
		Gate gate = Gate.at(key);
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), one.port())) {
			OutputStream out = socket.getOutputStream();
			out.write(("POST /payments HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nIdempotency-Key: " + key
					+ "\r\nContent-Length: 2\r\n\r\n12")
				.getBytes(StandardCharsets.US_ASCII));
			out.flush();
			gate.awaitArrival();
		}
		HttpResponse<String> meanwhile = two.pay(key);
		assertThat(meanwhile.statusCode()).isEqualTo(409);
		assertThat(meanwhile.body()).contains("request-outstanding");
		gate.open();
		HttpResponse<String> retry = two.payUntilAnswered(key, PATIENCE);
		assertThat(retry.statusCode()).isEqualTo(201);
		assertThat(retry.headers().firstValue("Idempotent-Replayed")).contains("true");
		assertThat(payments(key)).isEqualTo(1);
	}

	@Test
	void runsOnTheOtherWhenTheFirstFailed() {
		String key = newKey();
		assertThat(one.pay(key, "/payments?fail=one").statusCode()).isEqualTo(503);
		HttpResponse<String> retry = two.pay(key, "/payments?fail=one");
		assertThat(retry.statusCode()).isEqualTo(201);
		assertThat(retry.headers().firstValue("Idempotent-Replayed")).isEmpty();
		assertThat(one.pay(key, "/payments?fail=one").body()).isEqualTo(retry.body());
		assertThat(payments(key)).isEqualTo(1);
	}

	@Test
	void keepsTheKeyBeyondItsLeaseWhenTheHandlerStillRuns() throws Exception {
		String key = newKey();
		Gate gate = Gate.at(key);
		CompletableFuture<HttpResponse<String>> first = CompletableFuture.supplyAsync(() -> one.pay(key));
		gate.awaitArrival();
		long until = System.nanoTime() + Duration.ofSeconds(4).toNanos();
		while (System.nanoTime() < until) {
			assertThat(two.pay(key).statusCode()).isEqualTo(409);
			Thread.sleep(100);
		}
		gate.open();
		assertThat(first.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(201);
		assertThat(two.payUntilAnswered(key, PATIENCE).statusCode()).isEqualTo(201);
		assertThat(payments(key)).isEqualTo(1);
	}

	static String newKey() {
		return UUID.randomUUID().toString();
	}

	static Instance one() {
		return one;
	}

	static Instance two() {
		return two;
	}

	static JdbcTemplate jdbc() {
		return jdbc;
	}

	static int payments(String key) {
		Integer count = jdbc.queryForObject("SELECT COUNT(*) FROM payment WHERE key_of = ?", Integer.class, key);
		return (count != null) ? count : 0;
	}

}
