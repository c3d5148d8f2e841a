// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.benchmark;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

import io.weir.idempotency.cluster.PaymentApplication;
import io.weir.idempotency.engine.PostgresEngine;
import io.weir.idempotency.engine.RedisEngine;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Payments a second over HTTP, each an insert in PostgreSQL: without a key, and with one
 * and each store, first executions and replays. Four clients, on the server's machine.
 */
final class StoresMeasurement implements Measurement {

	private static final int CLIENTS = 4;

	private static final Duration WARM_UP = Duration.ofSeconds(4);

	private static final Duration MEASURED = Duration.ofSeconds(6);

	private final AtomicLong keys = new AtomicLong();

	@Override
	public List<Row> run() throws Exception {
		measure("to warm the machine up, not told", false, "weir.idempotency.enabled=false");
		List<Row> rows = new ArrayList<>();
		rows.addAll(measure("bare, no key", false, "weir.idempotency.enabled=false"));
		rows.addAll(measure("memory", true, "weir.idempotency.store=memory"));
		rows.addAll(measure("Redis", true, "weir.idempotency.store=redis"));
		rows.addAll(measure("PostgreSQL, marker", true, "weir.idempotency.store=jdbc"));
		rows.addAll(measure("PostgreSQL, transactional", true, "weir.idempotency.store=jdbc",
				"weir.idempotency.jdbc.mode=transactional"));
		return rows;
	}

	private List<Row> measure(String name, boolean keyed, String... properties) throws Exception {
		List<String> arguments = new ArrayList<>(List.of("--server.port=0", "--spring.main.banner-mode=off",
				"--logging.level.root=ERROR", "--spring.datasource.url=" + PostgresEngine.shared().newDatabase(),
				"--weir.idempotency.jdbc.initialize-schema=always",
				"--spring.data.redis.port=" + RedisEngine.shared().port(),
				"--spring.autoconfigure.exclude="
						+ "org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration,"
						+ "org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration,"
						+ "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration,"
						+ "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration,"
						+ "org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration,"
						+ "org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration"));
		for (String property : properties) {
			arguments.add("--" + property);
		}
		try (ServletWebServerApplicationContext context = (ServletWebServerApplicationContext) SpringApplication
			.run(PaymentApplication.class, arguments.toArray(String[]::new))) {
			context.getBean(JdbcTemplate.class).execute(PaymentApplication.TABLE);
			context.getBean(JdbcTemplate.class).execute("CREATE INDEX ON payment (key_of, id)");
			URI uri = URI.create("http://127.0.0.1:" + context.getWebServer().getPort() + "/payments");
			List<Row> rows = new ArrayList<>();
			rows.add(drive(name + (keyed ? ": first execution" : ""), uri,
					(number) -> keyed ? "k" + this.keys.incrementAndGet() : null));
			if (keyed) {
				rows.add(drive(name + ": replay", uri, (number) -> "replayed" + number % 100));
			}
			return rows;
		}
	}

	private Row drive(String name, URI uri, LongFunction<String> key) throws Exception {
		load(uri, key, WARM_UP);
		long[] nanos = load(uri, key, MEASURED);
		Arrays.sort(nanos);
		return Row.of(name + ", a second and p99", "-", "%.0f, %.1f ms", nanos.length / (double) MEASURED.toSeconds(),
				nanos[(int) (nanos.length * 0.99)] / 1e6);
	}

	private static long[] load(URI uri, LongFunction<String> key, Duration time) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
		try {
			long deadline = System.nanoTime() + time.toNanos();
			Callable<List<Long>> client = () -> pay(uri, key, deadline);
			List<Long> all = new ArrayList<>();
			for (Future<List<Long>> took : threads.invokeAll(Collections.nCopies(CLIENTS, client))) {
				all.addAll(took.get());
			}
			return all.stream().mapToLong(Long::longValue).toArray();
		}
		finally {
			threads.shutdownNow();
		}
	}

	private static List<Long> pay(URI uri, LongFunction<String> key, long deadline) throws Exception {
		HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
		List<Long> nanos = new ArrayList<>();
		for (long number = 0; System.nanoTime() < deadline; number++) {
			HttpRequest.Builder request = HttpRequest.newBuilder(uri)
				.header("Content-Type", "application/json")
				.POST(HttpRequest.BodyPublishers.ofString("12"));
			String value = key.apply(number);
			if (value != null) {
				request.header("Idempotency-Key", value);
			}
			long started = System.nanoTime();
			HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
			if (answer.statusCode() == 201) {
				nanos.add(System.nanoTime() - started);
			}
			else if (answer.statusCode() != 409) {
				throw new IllegalStateException("Status " + answer.statusCode());
			}
		}
		return nanos;
	}

}
