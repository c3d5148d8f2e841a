// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.client;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.weir.idempotency.client.ScriptedServer.Received;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The caller's half against a server on a real socket.
 */
class IdempotentRequestsTests {

	private static final String PAID = ScriptedServer.answer(201, "Content-Type: application/json\r\n",
			"{\"paid\":true}");

	@Test
	void requestHasKeyOfItsOwnWhenNoneIsGiven() throws Exception {
		try (ScriptedServer server = new ScriptedServer(PAID)) {
			RestClient client = client(Duration.ofSeconds(5));
			assertThat(post(client, server).getBody()).isEqualTo("{\"paid\":true}");
			post(client, server);
			assertThat(server.keys()).hasSize(2).doesNotContainNull().doesNotHaveDuplicates();
		}
	}

	@Test
	void givenKeyIsSentWhateverTheMethod() throws Exception {
		try (ScriptedServer server = new ScriptedServer(ScriptedServer.answer(503, "", ""), PAID)) {
			client(Duration.ofSeconds(5)).put()
				.uri(server.uri("/payments"))
				.header("Idempotency-Key", "mine")
				.body("{}")
				.retrieve()
				.toBodilessEntity();
			assertThat(server.keys()).containsExactly("mine", "mine");
		}
	}

	@Test
	void requestPassesUntouchedWhenItsMethodNeedsNoKey() throws Exception {
		try (ScriptedServer server = new ScriptedServer(ScriptedServer.answer(503, "", ""))) {
			for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.PUT, HttpMethod.DELETE)) {
				exchange(client(Duration.ofSeconds(5)), server, method);
			}
			assertThat(server.keys()).containsOnlyNulls().hasSize(3);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 408, 425, 429, 500, 502, 503, 504, 599 })
	void requestIsRepeatedWithTheSameKeyAndBytesWhenTheStatusAllows(int status) throws Exception {
		try (ScriptedServer server = new ScriptedServer(ScriptedServer.answer(status, "", "x"),
				ScriptedServer.answer(status, "", "x"), PAID)) {
			assertThat(post(client(Duration.ofSeconds(10)), server).getStatusCode().value()).isEqualTo(201);
			assertThat(server.received()).hasSize(3).allMatch((request) -> request.body().equals("{\"amount\":1}"));
			assertThat(new HashSet<>(server.keys())).hasSize(1).doesNotContainNull();
		}
	}

	@Test
	void requestIsRepeatedWhenTheFirstOneIsOutstanding() throws Exception {
		try (ScriptedServer server = new ScriptedServer(ScriptedServer.problem(409, "request-outstanding"), PAID)) {
			assertThat(post(client(Duration.ofSeconds(5)), server).getStatusCode().value()).isEqualTo(201);
			assertThat(server.received()).hasSize(2);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "409 response-not-replayable", "409 conflict", "422 key-reused", "400 key-missing",
			"403 caller-unknown" })
	void answerIsFinalWhenTheProblemIsNotAboutTime(String problem) throws Exception {
		String[] parts = problem.split(" ");
		int status = Integer.parseInt(parts[0]);
		try (ScriptedServer server = new ScriptedServer(ScriptedServer.problem(status, parts[1]), PAID)) {
			ResponseEntity<String> answer = post(client(Duration.ofSeconds(5)), server);
			assertThat(answer.getStatusCode().value()).isEqualTo(status);
			assertThat(answer.getBody()).contains(parts[1]);
			assertThat(server.received()).hasSize(1);
		}
	}

	@Test
	void conflictIsFinalWhenItIsNoProblemOfOurs() throws Exception {
		String text = ScriptedServer.answer(409, "Content-Type: text/plain\r\n", "\"code\":\"request-outstanding\"");
		try (ScriptedServer server = new ScriptedServer(text, PAID)) {
			assertThat(post(client(Duration.ofSeconds(5)), server).getStatusCode().value()).isEqualTo(409);
		}
	}

	@Test
	void requestIsRepeatedWhenTheConnectionIsLostBeforeTheAnswerOrWithinIt() throws Exception {
		String cut = "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"paid\"";
		String cutChunks = "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
				+ "5\r\n{\"pai\r\n";
		try (ScriptedServer server = new ScriptedServer(ScriptedServer.NOTHING, cut, cutChunks, PAID)) {
			assertThat(post(client(Duration.ofSeconds(10)), server).getBody()).isEqualTo("{\"paid\":true}");
			assertThat(server.received()).hasSize(4);
			assertThat(new HashSet<>(server.keys())).hasSize(1);
		}
	}

	@Test
	void pausesGrowAndAreDrawn() {
		Pauses pauses = new Pauses(Duration.ofHours(1));
		long bound = 100;
		for (int i = 0; i < 12; i++) {
			Duration pause = pauses.next(null);
			assertThat(pause).isBetween(Duration.ofMillis(bound / 2), Duration.ofMillis(bound));
			bound = Math.min(2 * bound, 5000);
		}
		assertThat(new Pauses(Duration.ofHours(1)).next(null)).isNotEqualTo(new Pauses(Duration.ofHours(1)).next(null));
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void pauseIsNotShorterThanTheServerAsks(boolean date) throws Exception {
		String after = date
				? DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(3)) : "1";
		String busy = ScriptedServer.answer(503, "Retry-After: " + after + "\r\n", "");
		try (ScriptedServer server = new ScriptedServer(busy, PAID)) {
			post(client(Duration.ofSeconds(20)), server);
			List<Received> received = server.received();
			assertThat(received).hasSize(2);
			assertThat(Duration.ofNanos(received.get(1).nanos() - received.get(0).nanos()))
				.isGreaterThan(Duration.ofMillis(990));
		}
	}

	@Test
	void answerIsGivenAtOnceWhenTheServerAsksForMoreThanTheTimeThatIsLeft() throws Exception {
		String busy = ScriptedServer.answer(503, "Retry-After: 60\r\n", "busy");
		try (ScriptedServer server = new ScriptedServer(busy, PAID)) {
			ResponseEntity<String> answer = post(client(Duration.ofSeconds(10)), server);
			assertThat(answer.getStatusCode().value()).isEqualTo(503);
			assertThat(answer.getBody()).isEqualTo("busy");
			assertThat(server.received()).hasSize(1);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "soon", "-1", "99999999999999999999", "Mon, 99 Foo 2026 00:00:00 GMT" })
	void retryAfterThatCannotBeReadIsNoReasonToGiveUp(String value) throws Exception {
		try (ScriptedServer server = new ScriptedServer(
				ScriptedServer.answer(503, "Retry-After: " + value + "\r\n", ""), PAID)) {
			assertThat(post(client(Duration.ofSeconds(5)), server).getStatusCode().value()).isEqualTo(201);
		}
	}

	@Test
	void lastAnswerOrExceptionIsTheCallersWhenTheTimeIsOver() throws Exception {
		try (ScriptedServer server = new ScriptedServer(ScriptedServer.answer(500, "", "broken"))) {
			long began = System.nanoTime();
			ResponseEntity<String> answer = post(client(Duration.ofSeconds(1)), server);
			assertThat(answer.getBody()).isEqualTo("broken");
			assertThat(server.received()).hasSizeGreaterThan(2);
			assertThat(server.received())
				.allMatch((request) -> request.nanos() - began < Duration.ofMillis(1200).toNanos());
		}
		try (ScriptedServer server = new ScriptedServer(ScriptedServer.NOTHING)) {
			assertThatExceptionOfType(ResourceAccessException.class)
				.isThrownBy(() -> post(client(Duration.ofMillis(300)), server));
			assertThat(server.received()).hasSizeGreaterThan(1);
		}
	}

	@Test
	void thereIsOneAttemptWhenTheTimeIsZero() throws Exception {
		try (ScriptedServer server = new ScriptedServer(ScriptedServer.answer(503, "", ""), PAID)) {
			assertThat(post(client(Duration.ZERO), server).getStatusCode().value()).isEqualTo(503);
		}
		assertThatIllegalArgumentException().isThrownBy(() -> IdempotentRequests.withinTime(Duration.ofSeconds(-1)))
			.withMessageContaining("PT-1S");
	}

	@Test
	void callEndsWhenItsThreadIsInterrupted() throws Exception {
		try (ScriptedServer server = new ScriptedServer(ScriptedServer.answer(503, "Retry-After: 30\r\n", ""))) {
			Thread caller = Thread.currentThread();
			Thread interrupter = new Thread(() -> {
				while (server.received().isEmpty()) {
					Thread.onSpinWait();
				}
				caller.interrupt();
			});
			interrupter.start();
			assertThatExceptionOfType(ResourceAccessException.class)
				.isThrownBy(() -> post(client(Duration.ofMinutes(5)), server));
			assertThat(Thread.interrupted()).isTrue();
			interrupter.join();
		}
	}

	@Test
	void longAnswerIsNotHeld() throws Exception {
		String text = "x".repeat(1_000_000);
		String stream = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n" + text;
		try (ScriptedServer server = new ScriptedServer(ScriptedServer.answer(200, "", text), stream)) {
			RestClient client = client(Duration.ofSeconds(5));
			assertThat(post(client, server).getBody()).isEqualTo(text);
			assertThat(post(client, server).getBody()).isEqualTo(text);
		}
	}

	@Test
	void eachAttemptIsObserved() throws Exception {
		List<String> statuses = new CopyOnWriteArrayList<>();
		ObservationRegistry observations = ObservationRegistry.create();
		observations.observationConfig().observationHandler(new ObservationHandler<>() {

			@Override
			public boolean supportsContext(Observation.Context context) {
				return "weir.idempotency.client".equals(context.getName());
			}

			@Override
			public void onStop(Observation.Context context) {
				KeyValue repeated = context.getLowCardinalityKeyValue("repeated");
				KeyValue status = context.getLowCardinalityKeyValue("status");
				statuses.add(status.getValue() + ' ' + repeated.getValue());
			}

		});
		try (ScriptedServer server = new ScriptedServer(ScriptedServer.answer(503, "", ""), ScriptedServer.NOTHING,
				PAID)) {
			post(RestClient.builder()
				.requestFactory(new SimpleClientHttpRequestFactory())
				.requestInterceptor(IdempotentRequests.withinTime(Duration.ofSeconds(5)).observations(observations))
				.build(), server);
		}
		assertThat(statuses).containsExactly("503 false", "none true", "201 true");
	}

	@Test
	void restTemplateAndHttpInterfacesRepeatToo() throws Exception {
		try (ScriptedServer server = new ScriptedServer(ScriptedServer.answer(503, "", ""), PAID)) {
			RestTemplate template = new RestTemplate(new SimpleClientHttpRequestFactory());
			template.getInterceptors().add(new IdempotentRequests());
			assertThat(template.postForObject(server.uri("/payments"), "{}", String.class)).contains("paid");
			assertThat(new HashSet<>(server.keys())).hasSize(1);
		}
		try (ScriptedServer server = new ScriptedServer(ScriptedServer.answer(503, "", ""), PAID)) {
			RestClient client = RestClient.builder()
				.baseUrl(server.uri(""))
				.requestFactory(new SimpleClientHttpRequestFactory())
				.requestInterceptor(new IdempotentRequests().header("X-Key"))
				.build();
			Bank bank = HttpServiceProxyFactory.builderFor(RestClientAdapter.create(client))
				.build()
				.createClient(Bank.class);
			assertThat(bank.pay()).contains("paid");
			assertThat(server.received().stream().map((request) -> request.headers().get("x-key")).distinct())
				.hasSize(1)
				.doesNotContainNull();
		}
	}

	@Test
	void retryOnTopIsTheSameCallWhenItGivesTheKey() throws Exception {
		try (ScriptedServer server = new ScriptedServer(ScriptedServer.answer(503, "", ""),
				ScriptedServer.answer(503, "", ""), PAID)) {
			RestClient client = client(Duration.ZERO);
			RetryTemplate retries = new RetryTemplate(
					RetryPolicy.builder().maxRetries(5).delay(Duration.ofMillis(10)).build());
			String key = "order-7";
			ResponseEntity<String> answer = retries.execute(() -> client.post()
				.uri(server.uri("/payments"))
				.header("Idempotency-Key", key)
				.body("{}")
				.retrieve()
				.toEntity(String.class));
			assertThat(answer.getStatusCode().value()).isEqualTo(201);
			assertThat(server.keys()).containsExactly(key, key, key);
		}
	}

	private static RestClient client(Duration withinTime) {
		return RestClient.builder()
			.requestFactory(new SimpleClientHttpRequestFactory())
			.requestInterceptor(IdempotentRequests.withinTime(withinTime))
			.build();
	}

	private static ResponseEntity<String> post(RestClient client, ScriptedServer server) {
		return exchange(client, server, HttpMethod.POST);
	}

	private static ResponseEntity<String> exchange(RestClient client, ScriptedServer server, HttpMethod method) {
		RestClient.RequestBodySpec request = client.method(method).uri(server.uri("/payments"));
		if (method != HttpMethod.GET) {
			request.body("{\"amount\":1}");
		}
		return request.retrieve().onStatus((status) -> true, (sent, answer) -> {
		}).toEntity(String.class);
	}

	interface Bank {

		@PostExchange("/payments")
		String pay();

	}

}
