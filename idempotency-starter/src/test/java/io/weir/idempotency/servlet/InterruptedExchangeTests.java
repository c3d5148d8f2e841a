// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.weir.idempotency.lock.LockTable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Clients that go away, bodies that are cut off, handlers that never end: the handler's
 * outcome counts, whole or not at all, and no lock is left.
 */
class InterruptedExchangeTests {

	private static final AtomicInteger KEYS = new AtomicInteger();

	private static final Map<Container, Container.RunningApplication> APPLICATIONS = new EnumMap<>(Container.class);

	@BeforeAll
	static void start() {
		for (Container container : Container.values()) {
			APPLICATIONS.put(container, container.run(InterruptedApplication.class));
		}
	}

	@AfterEach
	void noLockIsLeft() {
		for (Container.RunningApplication application : APPLICATIONS.values()) {
			LockTable<?, ?> locks = application.bean(LockTable.class);
			await().atMost(15, TimeUnit.SECONDS).untilAsserted(() -> assertThat(locks.held()).isZero());
			assertThat(locks.leaked()).isZero();
		}
	}

	@AfterAll
	static void stop() {
		APPLICATIONS.values().forEach(Container.RunningApplication::close);
	}

	@ParameterizedTest
	@EnumSource
	void answerIsKeptWhenTheClientLeavesBeforeIt(Container container) throws Exception {
		for (String target : List.of("/gated", "/gated-stream", "/gated-deferred")) {
			String key = newKey();
			InterruptedApplication app = app(container);
			try (Wire wire = new Wire(port(container))) {
				wire.send(request(target, key, "x"));
				await().untilAsserted(() -> assertThat(app.runs(key)).isEqualTo(1));
				wire.abort();
			}
			app.gate(key).countDown();
			Wire.Answer repeat = untilDecided(container, request(target, key, "x"));
			assertThat(app.runs(key)).as(target).isEqualTo(1);
			if (repeat.status() == 409 && target.equals("/gated-stream")) {
				// Tomcat ends the exchange at the first failed write, before the stream
				// is whole.
				assertThat(repeat.text()).contains("response-not-replayable");
				continue;
			}
			assertThat(repeat.status()).as(target).isEqualTo(200);
			assertThat(repeat.text()).as(target).isEqualTo("x in run 1");
			assertThat(repeat.header("Idempotent-Replayed")).isEqualTo("true");
		}
	}

	@ParameterizedTest
	@EnumSource
	void answerIsKeptWholeWhenTheClientLeavesWithinIt(Container container) throws Exception {
		String key = newKey();
		InterruptedApplication app = app(container);
		try (Wire wire = new Wire(port(container))) {
			wire.send(request("/gated-large", key, "x"));
			await().untilAsserted(() -> assertThat(app.runs(key)).isEqualTo(1));
			wire.abort();
		}
		app.gate(key).countDown();
		Wire.Answer repeat = untilDecided(container, request("/gated-large", key, "x"));
		assertThat(repeat.status()).isEqualTo(200);
		assertThat(repeat.body()).hasSize(200_000);
		assertThat(app.runs(key)).isEqualTo(1);
	}

	@ParameterizedTest
	@EnumSource
	void nothingIsReplayedWhenTheAnswerIsTooLargeAndCutOff(Container container) throws Exception {
		String key = newKey();
		InterruptedApplication app = app(container);
		try (Wire wire = new Wire(port(container))) {
			wire.send(request("/gated-endless", key, "x"));
			await().untilAsserted(() -> assertThat(app.runs(key)).isEqualTo(1));
			wire.abort();
		}
		app.gate(key).countDown();
		Wire.Answer repeat = untilDecided(container, request("/gated-endless", key, "x"));
		assertThat(repeat.status()).isEqualTo(409);
		assertThat(repeat.text()).contains("response-not-replayable");
		assertThat(app.runs(key)).isEqualTo(1);
	}

	@ParameterizedTest
	@EnumSource
	void keyIsFreeWhenTheRequestWasCutOff(Container container) throws Exception {
		for (HandlerKind kind : List.of(HandlerKind.JSON, HandlerKind.FORM, HandlerKind.MULTIPART, HandlerKind.LONG,
				HandlerKind.CHUNKED)) {
			String key = newKey();
			String request = kind.request("x", 1, "Idempotency-Key: " + key);
			try (Wire wire = new Wire(port(container))) {
				wire.send(request.substring(0, request.length() - 8));
				wire.abort();
			}
			Wire.Answer retry = untilDecided(container, request);
			assertThat(retry.status()).as(kind.name()).isEqualTo(kind.status);
			assertThat(retry.header("Idempotent-Replayed")).as(kind.name()).isNull();
		}
	}

	@ParameterizedTest
	@EnumSource
	void keyIsFreeWhenTheHandlerNeverEnds(Container container) throws Exception {
		for (String target : List.of("/never-deferred", "/never-async")) {
			String key = newKey();
			Wire.Answer first = Wire.exchange(port(container), request(target, key, "x"));
			assertThat(first.status()).as(target).isIn(500, 503);
			Wire.Answer second = Wire.exchange(port(container), request(target, key, "x"));
			assertThat(second.status()).as(target).isIn(500, 503);
			assertThat(app(container).runs(key)).as(target).isEqualTo(2);
		}
	}

	@ParameterizedTest
	@EnumSource
	void secondRunIsTheOnlyOneWhenAStormFollowsAFailure(Container container) throws Exception {
		String key = newKey();
		int clients = 50;
		ExecutorService executor = Executors.newFixedThreadPool(clients);
		CyclicBarrier barrier = new CyclicBarrier(clients);
		String request = HandlerKind.TEXT.request("x", 1, "Idempotency-Key: " + key, "X-Fail-Once: yes");
		try {
			List<Future<Integer>> statuses = new ArrayList<>();
			for (int i = 0; i < clients; i++) {
				statuses.add(executor.submit(() -> {
					barrier.await(20, TimeUnit.SECONDS);
					Wire.Answer answer = Wire.exchange(port(container), request);
					for (int tries = 0; answer.status() != 200 && tries < 1000; tries++) {
						answer = Wire.exchange(port(container), request);
					}
					return answer.status();
				}));
			}
			for (Future<Integer> status : statuses) {
				assertThat(status.get(60, TimeUnit.SECONDS)).isEqualTo(200);
			}
		}
		finally {
			executor.shutdownNow();
		}
		HandlersApplication handlers = APPLICATIONS.get(container).bean(HandlersApplication.class);
		assertThat(handlers.runs(key)).isEqualTo(2);
	}

	@ParameterizedTest
	@EnumSource
	void keyIsReusedAtOnceWhenTheOutstandingBodyIsKnown(Container container) throws Exception {
		for (HandlerKind.Body body : HandlerKind.Body.values()) {
			String key = newKey();
			InterruptedApplication app = app(container);
			try (Wire wire = new Wire(port(container))) {
				wire.send(body.request("/gated-any?q=1", "x", 1, "Idempotency-Key: " + key));
				await().untilAsserted(() -> assertThat(app.runs(key)).isEqualTo(1));
				Wire.Answer same = Wire.exchange(port(container),
						body.request("/gated-any?q=1", "x", 2, "Idempotency-Key: " + key));
				Wire.Answer other = Wire.exchange(port(container),
						body.request("/gated-any?q=1", "y", 3, "Idempotency-Key: " + key));
				assertThat(same.status()).as(body.name()).isEqualTo(409);
				assertThat(same.text()).contains("\"code\":\"request-outstanding\"",
						"\"title\":\"A request is outstanding for this Idempotency-Key\"");
				assertThat(same.header("Retry-After")).isEqualTo("1");
				assertThat(other.status()).as(body.name()).isEqualTo(422);
				app.gate(key).countDown();
				assertThat(wire.read().status()).isEqualTo(200);
			}
		}
	}

	private static Wire.Answer untilDecided(Container container, String request) {
		return await().atMost(15, TimeUnit.SECONDS)
			.until(() -> Wire.exchange(port(container), request),
					(answer) -> answer.status() != 409 || answer.text().contains("not-replayable"));
	}

	private static String request(String target, String key, String body) {
		return Wire.post(target, body, "Content-Type: text/plain", "Idempotency-Key: " + key);
	}

	private static InterruptedApplication app(Container container) {
		return APPLICATIONS.get(container).bean(InterruptedApplication.class);
	}

	private static int port(Container container) {
		return APPLICATIONS.get(container).port();
	}

	private static String newKey() {
		return "key-" + KEYS.incrementAndGet();
	}

}
