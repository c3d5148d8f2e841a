// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.cluster;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.weir.idempotency.IdempotencyContext;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.ConfigurableTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * One instance of a service that takes payments: each run of the handler inserts a row,
 * and its answer carries the row's number.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableTransactionManagement
@RestController
public class PaymentApplication {

	/**
	 * The table of payments.
	 */
	public static final String TABLE = "CREATE TABLE IF NOT EXISTS payment (id BIGINT GENERATED ALWAYS AS IDENTITY, key_of VARCHAR(64), instance VARCHAR(64))";

	/**
	 * Payments that wait until a test opens their gate.
	 */
	static final Map<String, Gate> gates = new ConcurrentHashMap<>();

	private final AtomicInteger runs = new AtomicInteger();

	private final JdbcTemplate jdbc;

	private final String instance;

	private final long workMillis;

	public PaymentApplication(JdbcTemplate jdbc, @Value("${instance:one}") String instance,
			@Value("${work-millis:0}") long workMillis) {
		this.jdbc = jdbc;
		this.instance = instance;
		this.workMillis = workMillis;
	}

	public static void main(String[] arguments) {
		SpringApplication.run(PaymentApplication.class, arguments);
	}

	/**
	 * With {@code unfenced=true} no transaction is marked: a holder that lost its claim
	 * commits all the same. Shows that the campaign notices.
	 */
	@Bean
	@ConditionalOnBooleanProperty("unfenced")
	static ApplicationListener<ApplicationReadyEvent> withoutFence(ConfigurableTransactionManager transactionManager) {
		return (event) -> transactionManager.setTransactionExecutionListeners(List.of());
	}

	@GetMapping("/")
	String alive() {
		return this.instance;
	}

	/**
	 * Touches no database.
	 */
	@PostMapping("/plain")
	@ResponseStatus(HttpStatus.CREATED)
	String plain(@RequestBody String amount) throws InterruptedException {
		IdempotencyContext context = IdempotencyContext.current();
		Gate gate = (context != null) ? gates.get(context.key()) : null;
		if (gate != null) {
			gate.pass();
		}
		return "{\"run\": " + this.runs.incrementAndGet() + "}";
	}

	@PostMapping("/payments")
	@ResponseStatus(HttpStatus.CREATED)
	@Transactional
	public String pay(@RequestBody String amount, @RequestParam(required = false) String fail)
			throws InterruptedException {
		IdempotencyContext context = IdempotencyContext.current();
		String key = (context != null) ? context.key() : "none";
		this.jdbc.update("INSERT INTO payment (key_of, instance) VALUES (?, ?)", key, this.instance);
		Long number = this.jdbc.queryForObject("SELECT MAX(id) FROM payment WHERE key_of = ?", Long.class, key);
		if (this.workMillis > 0) {
			Thread.sleep(this.workMillis);
		}
		Gate gate = gates.get(key);
		if (gate != null) {
			gate.pass();
		}
		if (Objects.equals(fail, this.instance)) {
			throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE);
		}
		return "{\"number\": " + number + ", \"amount\": " + amount + "}";
	}

	/**
	 * Where a run waits.
	 */
	static final class Gate {

		private final CountDownLatch arrived = new CountDownLatch(1);

		private final CountDownLatch open = new CountDownLatch(1);

		static Gate at(String key) {
			Gate gate = new Gate();
			gates.put(key, gate);
			return gate;
		}

		void awaitArrival() throws InterruptedException {
			if (!this.arrived.await(20, TimeUnit.SECONDS)) {
				throw new IllegalStateException("No run came");
			}
		}

		void open() {
			this.open.countDown();
		}

		/**
		 * The first run waits here, later ones pass.
		 */
		private void pass() throws InterruptedException {
			boolean first = this.arrived.getCount() == 1;
			this.arrived.countDown();
			if (first && !this.open.await(20, TimeUnit.SECONDS)) {
				throw new IllegalStateException("The gate stayed closed");
			}
		}

	}

}
