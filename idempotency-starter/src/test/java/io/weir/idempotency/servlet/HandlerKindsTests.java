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
import java.util.stream.Stream;

import io.weir.idempotency.lock.LockTable;
import io.weir.idempotency.CapturedLog;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Every kind of handler, on every container, over raw sockets: what the client sees first
 * is what it sees without the starter, what it sees again is the same, and the handler
 * runs once.
 */
class HandlerKindsTests {

	private static final int STORM = 100;

	private static final AtomicInteger KEYS = new AtomicInteger();

	private static final Map<Container, Container.RunningApplication> BARE = new EnumMap<>(Container.class);

	private static final Map<Container, Container.RunningApplication> APPLICATIONS = new EnumMap<>(Container.class);

	private static final ExecutorService CLIENTS = Executors.newCachedThreadPool();

	private static CapturedLog log;

	@BeforeAll
	static void start() {
		for (Container container : Container.values()) {
			BARE.put(container, container.run(HandlersApplication.class, "weir.idempotency.enabled=false"));
			APPLICATIONS.put(container, container.run(HandlersApplication.class));
		}
		log = new CapturedLog();
	}

	@AfterAll
	static void stop() {
		BARE.values().forEach(Container.RunningApplication::close);
		APPLICATIONS.values().forEach(Container.RunningApplication::close);
		CLIENTS.shutdownNow();
		log.close();
		assertThat(log.messages()).isEmpty();
	}

	static Stream<Arguments> kinds() {
		return Stream.of(Container.values())
			.flatMap((container) -> Stream.of(HandlerKind.values()).map((kind) -> Arguments.of(container, kind)));
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void firstAnswerIsTheBareOneWhenThereIsAKey(Container container, HandlerKind kind) throws Exception {
		String key = newKey();
		String request = kind.request("x", 1, "Idempotency-Key: " + key);
		Wire.Answer bare = Wire.exchange(BARE.get(container).port(), request);
		Wire.Answer first = Wire.exchange(port(container), request);
		assertThat(first.status()).isEqualTo(kind.status);
		if (kind == HandlerKind.SSE) {
			// When an event is sent decides into which chunk it goes.
			assertThat(first.headers()).hasSameSizeAs(bare.headers());
			assertThat(first.text()).isEqualTo(bare.text());
		}
		else {
			assertThat(normalized(first)).isEqualTo(normalized(bare));
		}
		assertThat(runs(container, key)).isEqualTo(1);
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void repeatIsAnsweredFromTheRecord(Container container, HandlerKind kind) throws Exception {
		String key = newKey();
		Wire.Answer first = Wire.exchange(port(container), kind.request("x", 1, "Idempotency-Key: " + key));
		Wire.Answer repeat = Wire.exchange(port(container), kind.request("x", 2, "Idempotency-Key: \"" + key + '"'));
		if (kind.replay == HandlerKind.Replay.EQUAL) {
			assertThat(repeat.status()).isEqualTo(first.status());
			assertThat(repeat.body()).isEqualTo(first.body());
			assertThat(recordable(repeat)).isEqualTo(recordable(first));
			assertThat(repeat.header("Idempotent-Replayed")).isEqualTo("true");
			assertThat(first.header("Idempotent-Replayed")).isNull();
			assertThat(runs(container, key)).isEqualTo(1);
		}
		else if (kind.replay == HandlerKind.Replay.NONE) {
			assertThat(repeat.status()).isEqualTo(409);
			assertThat(repeat.text()).contains("\"code\":\"response-not-replayable\"");
			assertThat(repeat.header("Content-Type")).isEqualTo("application/problem+json");
			assertThat(runs(container, key)).isEqualTo(1);
		}
		else {
			assertThat(normalized(repeat)).isEqualTo(normalized(first));
			assertThat(repeat.header("Idempotent-Replayed")).isNull();
		}
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void differentRequestIsRefusedWhenItHasTheSameKey(Container container, HandlerKind kind) throws Exception {
		if (kind.replay == HandlerKind.Replay.RUNS_AGAIN) {
			return;
		}
		String key = newKey();
		Wire.exchange(port(container), kind.request("x", 1, "Idempotency-Key: " + key));
		Wire.Answer other = Wire.exchange(port(container), kind.request("y", 2, "Idempotency-Key: " + key));
		assertThat(other.status()).isEqualTo(422);
		assertThat(other.text()).contains("\"code\":\"key-reused\"");
		assertThat(runs(container, key)).isEqualTo(1);
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void keyIsFreeWhenTheHandlerFailed(Container container, HandlerKind kind) throws Exception {
		String key = newKey();
		String request = kind.request("x", 1, "Idempotency-Key: " + key, "X-Fail-Once: yes");
		Wire.Answer bare = Wire.exchange(BARE.get(container).port(), request);
		Wire.Answer failed = Wire.exchange(port(container), request);
		assertThat(failed.status()).isEqualTo(500);
		assertThat(normalized(failed)).isEqualTo(normalized(bare));
		Wire.Answer second = Wire.exchange(port(container), request);
		assertThat(second.status()).isEqualTo(kind.status);
		assertThat(runs(container, key)).isEqualTo(2);
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void oneRunsWhenAHundredComeAtOnce(Container container, HandlerKind kind) throws Exception {
		if (kind.replay == HandlerKind.Replay.RUNS_AGAIN) {
			return;
		}
		String key = newKey();
		CyclicBarrier barrier = new CyclicBarrier(STORM);
		List<Future<Wire.Answer>> answers = new ArrayList<>();
		for (int i = 0; i < STORM; i++) {
			String request = kind.request("x", i, "Idempotency-Key: " + key);
			answers.add(CLIENTS.submit(() -> {
				try (Wire wire = new Wire(port(container))) {
					barrier.await(20, TimeUnit.SECONDS);
					wire.send(request);
					return wire.read();
				}
			}));
		}
		Wire.Answer repeat = null;
		for (Future<Wire.Answer> future : answers) {
			Wire.Answer answer = future.get(30, TimeUnit.SECONDS);
			if (answer.status() == 409) {
				assertThat(answer.text()).containsPattern("request-outstanding|response-not-replayable");
			}
			else {
				assertThat(answer.status()).isEqualTo(kind.status);
				repeat = (repeat != null) ? repeat : answer;
				assertThat(answer.body()).isEqualTo(repeat.body());
			}
		}
		assertThat(repeat).isNotNull();
		assertThat(runs(container, key)).isEqualTo(1);
		LockTable<?, ?> locks = APPLICATIONS.get(container).bean(LockTable.class);
		await().atMost(5, TimeUnit.SECONDS).untilAsserted(() -> assertThat(locks.held()).isZero());
	}

	private static String newKey() {
		return "key-" + KEYS.incrementAndGet();
	}

	private static int port(Container container) {
		return APPLICATIONS.get(container).port();
	}

	private static int runs(Container container, String key) {
		HandlersApplication application = APPLICATIONS.get(container).bean(HandlersApplication.class);
		return application.runs(key) + application.runs('"' + key + '"');
	}

	private static String normalized(Wire.Answer answer) {
		return answer.rawText().replaceAll("\"timestamp\":\"[^\"]*\"", "\"timestamp\":\"\"");
	}

	/** Headers that a replay repeats. */
	private static List<String> recordable(Wire.Answer answer) {
		return answer.headers()
			.stream()
			.filter((header) -> !header.matches("(?i)(Date|Transfer-Encoding|Content-Length|Connection|Keep-Alive"
					+ "|Set-Cookie|Idempotent-Replayed|Expires):.*"))
			.sorted()
			.toList();
	}

}
