// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.sample;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;

import io.weir.sample.load.Answer;
import io.weir.sample.load.scenario.RawExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Clients that get it wrong, or go away: a clear answer, nothing lost, gauges back to
 * rest.
 */
class BadInputTests {

	private final RunningSample sample = RunningSample.shared();

	@AfterEach
	void gaugesAreBackToRest() {
		await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> {
			for (String gauge : new String[] { "weir.idempotency.locks", "weir.idempotency.locks.held",
					"weir.idempotency.waiting", "weir.access.log.body.memory" }) {
				assertThat(this.sample.meter(gauge)).as(gauge).isZero();
			}
		});
	}

	@Test
	void answers400WhenKeyIsMissing() throws Exception {
		assertProblem(this.sample.post("/payments", RunningSample.PAYMENT), 400, "Idempotency-Key is missing",
				"key-missing");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"\"", "a,b", "\"open", "a b" })
	void answers400WhenKeyIsMalformed(String key) throws Exception {
		assertProblem(this.sample.pay(key, RunningSample.PAYMENT), 400, "Idempotency-Key is malformed",
				"key-malformed");
	}

	@Test
	void answers400WhenKeyHas300Characters() throws Exception {
		assertProblem(this.sample.pay("k".repeat(300), RunningSample.PAYMENT), 400, "Idempotency-Key is malformed",
				"key-malformed");
	}

	@Test
	void answers400WhenThereAreTwoKeys() throws Exception {
		assertProblem(
				this.sample.post("/payments", RunningSample.PAYMENT, "Idempotency-Key", "a", "Idempotency-Key", "b"),
				400, "Idempotency-Key is malformed", "key-malformed");
	}

	@Test
	void answers422WhenKeyIsUsedForAnotherBody() throws Exception {
		String key = UUID.randomUUID().toString();
		assertThat(this.sample.pay(key, RunningSample.PAYMENT).statusCode()).isEqualTo(201);
		assertProblem(this.sample.pay(key, RunningSample.PAYMENT.replace("12", "13")), 422,
				"Idempotency-Key is already used", "key-reused");
	}

	@Test
	void paysOnRetryWhenBodyWasCutOff() throws Exception {
		String key = UUID.randomUUID().toString();
		double logged = logged();
		try (RawExchange exchange = payment(key)) {
			exchange.send(RunningSample.PAYMENT.substring(0, 20));
		}
		await().atMost(Duration.ofSeconds(10)).until(() -> logged() >= logged + 2);
		HttpResponse<String> retry = this.sample.pay(key, RunningSample.PAYMENT);
		assertThat(retry.statusCode()).isEqualTo(201);
		assertThat(retry.headers().firstValue("Idempotent-Replayed")).isEmpty();
	}

	@Test
	void replaysOnRetryWhenClientLeftBeforeTheAnswer() throws Exception {
		String key = UUID.randomUUID().toString();
		double executed = this.sample.meter("weir.idempotency.requests?tag=outcome:executed");
		try (RawExchange exchange = payment(key)) {
			exchange.send(RunningSample.PAYMENT);
		}
		await().atMost(Duration.ofSeconds(10))
			.until(() -> this.sample.meter("weir.idempotency.requests?tag=outcome:executed") > executed);
		assertThat(this.sample.pay(key, RunningSample.PAYMENT).headers().firstValue("Idempotent-Replayed"))
			.hasValue("true");
	}

	@Test
	void logsTheExchangeWhenDownloadIsLeft() throws Exception {
		double logged = logged();
		try (RawExchange exchange = new RawExchange(this.sample.base(), "GET /files/100000000")) {
			assertThat(exchange.readSome(10_000)).isEqualTo(200);
		}
		await().atMost(Duration.ofSeconds(10)).until(() -> logged() >= logged + 2);
	}

	@Test
	void answersWhenClientIsSlow() throws Exception {
		try (RawExchange exchange = payment(UUID.randomUUID().toString())) {
			exchange.trickle(RunningSample.PAYMENT, 5);
			Answer answer = exchange.readAnswer();
			assertThat(answer.status()).isEqualTo(201);
		}
	}

	private RawExchange payment(String key) throws Exception {
		RawExchange exchange = new RawExchange(this.sample.base(), "POST /payments", "Idempotency-Key: " + key,
				"Content-Type: application/json", "Content-Length: " + RunningSample.PAYMENT.length(),
				"Expect: 100-continue");
		exchange.awaitContinue();
		return exchange;
	}

	// The asking is an exchange as well: it is logged before it asks again.
	private double logged() throws Exception {
		return this.sample.meter("weir.access.log.entries?tag=result:written");
	}

	private static void assertProblem(HttpResponse<String> response, int status, String title, String code) {
		assertThat(response.statusCode()).isEqualTo(status);
		assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
		assertThat(RunningSample.json(response).get("title").asString()).isEqualTo(title);
		assertThat(RunningSample.json(response).get("code").asString()).isEqualTo(code);
	}

}
