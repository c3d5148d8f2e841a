// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.sample;

import java.net.http.HttpResponse;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Payments over HTTP.
 */
class PaymentsTests {

	private final RunningSample sample = RunningSample.shared();

	@Test
	void answers201WithLocationWhenPaymentIsMade() throws Exception {
		HttpResponse<String> response = this.sample.pay(newKey(), RunningSample.PAYMENT);
		assertThat(response.statusCode()).isEqualTo(201);
		JsonNode payment = RunningSample.json(response);
		assertThat(payment.get("to").asString()).isEqualTo("Ada");
		assertThat(payment.get("amount").asString()).isEqualTo("12.30");
		assertThat(payment.get("currency").asString()).isEqualTo("EUR");
		String location = response.headers().firstValue("Location").orElseThrow();
		assertThat(location).endsWith("/payments/" + payment.get("id").asString());
		assertThat(this.sample.get(location).body()).isEqualTo(response.body());
		assertThat(this.sample.get("/payments").body()).contains(response.body());
	}

	@Test
	void makesOnePaymentWhenSentTwice() throws Exception {
		long before = count();
		String key = newKey();
		HttpResponse<String> first = this.sample.pay(key, RunningSample.PAYMENT);
		HttpResponse<String> second = this.sample.pay(key, RunningSample.PAYMENT);
		assertThat(second.statusCode()).isEqualTo(201);
		assertThat(second.body()).isEqualTo(first.body());
		assertThat(second.headers().firstValue("Location")).isEqualTo(first.headers().firstValue("Location"));
		assertThat(first.headers().firstValue("Idempotent-Replayed")).isEmpty();
		assertThat(second.headers().firstValue("Idempotent-Replayed")).hasValue("true");
		assertThat(count()).isEqualTo(before + 1);
	}

	@Test
	void allWaitForTheFirstWhenPaymentIsSlow() throws Exception {
		HttpResponse<String> response = this.sample.post("/live/clients", "{\"clients\":100,\"waiting\":true}");
		assertThat(RunningSample.json(response).get("answers").toString()).isEqualTo("{\"201\":1,\"201 replayed\":99}");
	}

	@Test
	void listsAllPaymentsWhenThereAreMoreThanOnePage() throws Exception {
		while (count() <= 501) {
			this.sample.pay(newKey(), RunningSample.PAYMENT);
		}
		assertThat(RunningSample.json(this.sample.get("/payments")).size()).isEqualTo((int) count());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{"amount":"1.00","currency":"EUR"}                  | to
			{"to":" ","amount":"1.00","currency":"EUR"}         | to
			{"to":"a\\u0000b","amount":"1.00","currency":"EUR"} | to
			{"to":"a\\ud800b","amount":"1.00","currency":"EUR"} | to
			{"to":"Ada","currency":"EUR"}                       | amount
			{"to":"Ada","amount":"0","currency":"EUR"}          | amount
			{"to":"Ada","amount":"-1","currency":"EUR"}         | amount
			{"to":"Ada","amount":"1.001","currency":"EUR"}      | amount
			{"to":"Ada","amount":"1e99999999","currency":"EUR"} | amount
			{"to":"Ada","amount":"1.00","currency":"euro"}      | currency
			{"to":"Ada","amount":"1.00"}                        | currency
			""")
	void answers400NamingTheMemberWhenPaymentIsNotValid(String body, String member) throws Exception {
		long before = count();
		HttpResponse<String> response = this.sample.pay(newKey(), body);
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
		assertThat(RunningSample.json(response).get("errors").propertyNames()).containsExactly(member);
		assertThat(count()).isEqualTo(before);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"to\":", "[]", "\"text\"", "{\"amount\":\"twelve\"}" })
	void answers400WithAnExampleWhenBodyIsNotAPayment(String body) throws Exception {
		HttpResponse<String> response = this.sample.pay(newKey(), body);
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(RunningSample.json(response).get("detail").asString()).contains("The body must be JSON, as in");
	}

	@Test
	void answers404WhenThereIsNoSuchPayment() throws Exception {
		assertThat(this.sample.get("/payments/" + UUID.randomUUID()).statusCode()).isEqualTo(404);
		assertThat(this.sample.get("/payments/none").statusCode()).isEqualTo(400);
	}

	private long count() throws Exception {
		return RunningSample.json(this.sample.get("/payments/count")).get("count").asLong();
	}

	private static String newKey() {
		return UUID.randomUUID().toString();
	}

}
