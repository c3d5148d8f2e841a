// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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
 * Bodies that are cut off while their handler reads or writes by a listener: the
 * container tells the listener, which completes the exchange, before anybody else.
 */
class NonBlockingExchangeTests {

	private static final int WHOLE = NonBlockingApplication.CHUNKS * NonBlockingApplication.CHUNK.length;

	private static final AtomicInteger KEYS = new AtomicInteger();

	private static final Map<Container, Container.RunningApplication> APPLICATIONS = new EnumMap<>(Container.class);

	@BeforeAll
	static void start() {
		for (Container container : Container.values()) {
			APPLICATIONS.put(container,
					container.run(NonBlockingApplication.class, "weir.idempotency.record.max-body-size=32MB"));
		}
	}

	@AfterEach
	void noLockIsLeft() {
		for (Container.RunningApplication application : APPLICATIONS.values()) {
			LockTable<?, ?> locks = application.bean(LockTable.class);
			await().atMost(15, TimeUnit.SECONDS).untilAsserted(() -> assertThat(locks.held()).isZero());
		}
	}

	@AfterAll
	static void stop() {
		APPLICATIONS.values().forEach(Container.RunningApplication::close);
	}

	@ParameterizedTest
	@EnumSource
	void answerIsReplayedWhenTheClientTookAllOfIt(Container container) throws Exception {
		String request = request("/write", "key-" + KEYS.incrementAndGet(), "");
		assertThat(Wire.exchange(port(container), request).body().length).isEqualTo(WHOLE);
		Wire.Answer repeat = Wire.exchange(port(container), request);
		assertThat(repeat.header("Idempotent-Replayed")).isEqualTo("true");
		assertThat(repeat.body().length).isEqualTo(WHOLE);
	}

	@ParameterizedTest
	@EnumSource
	void nothingIsReplayedWhenTheClientLeavesWithinAnAnswer(Container container) throws Exception {
		for (String target : List.of("/write", "/write-in-a-thread", "/write-until-timeout")) {
			String key = "key-" + KEYS.incrementAndGet();
			NonBlockingApplication app = APPLICATIONS.get(container).bean(NonBlockingApplication.class);
			try (Wire wire = new Wire(port(container))) {
				wire.send(request(target, key, ""));
				await().untilAsserted(() -> assertThat(app.isWaiting(key)).isTrue());
				wire.abort();
			}
			assertWholeOrNothing(container, target, key);
		}
	}

	@ParameterizedTest
	@EnumSource
	void nothingIsReplayedWhenTheTimeIsOverBeforeTheClientTookAll(Container container) throws Exception {
		String key = "key-" + KEYS.incrementAndGet();
		try (Wire wire = new Wire(port(container))) {
			wire.send(request("/write-until-timeout", key, ""));
			assertWholeOrNothing(container, "/write-until-timeout", key);
		}
	}

	@ParameterizedTest
	@EnumSource
	void replayHasNoMoreThanTheClientGotWhenAWriteWasRefused(Container container) throws Exception {
		String request = request("/write-impatiently", "key-" + KEYS.incrementAndGet(), "");
		byte[] first = Wire.exchange(port(container), request).body();
		Wire.Answer repeat = Wire.exchange(port(container), request);
		if (repeat.status() == 409) {
			assertThat(repeat.text()).contains("response-not-replayable");
		}
		else {
			assertThat(Arrays.equals(repeat.body(), first)).isTrue();
		}
	}

	@ParameterizedTest
	@EnumSource
	void answerToACutRequestIsNotRecordedWhenTheHandlerGivesOne(Container container) throws Exception {
		for (String target : List.of("/read", "/read-carelessly")) {
			for (String framing : List.of("Content-Length: 100000\r\n\r\n",
					"Transfer-Encoding: chunked\r\n\r\n186a0\r\n")) {
				String key = "key-" + KEYS.incrementAndGet();
				NonBlockingApplication app = APPLICATIONS.get(container).bean(NonBlockingApplication.class);
				String head = "POST " + target + " HTTP/1.1\r\nHost: localhost\r\nIdempotency-Key: " + key + "\r\n"
						+ framing;
				try (Wire wire = new Wire(port(container))) {
					wire.send(head + "z".repeat(100));
					await().untilAsserted(() -> assertThat(app.isWaiting(key)).isTrue());
					wire.abort();
				}
				Wire.Answer whole = untilDecided(container, head + "z".repeat(100_000) + "\r\n0\r\n\r\n");
				assertThat(whole.text()).as(target + ' ' + framing).isEqualTo("all 100000");
				assertThat(whole.header("Idempotent-Replayed")).isNull();
			}
		}
	}

	private static void assertWholeOrNothing(Container container, String target, String key) throws Exception {
		Wire.Answer repeat = untilDecided(container, request(target, key, ""));
		if (repeat.status() == 409) {
			assertThat(repeat.text()).contains("response-not-replayable");
		}
		else {
			assertThat(repeat.body().length).as(target).isEqualTo(WHOLE);
		}
		assertThat(APPLICATIONS.get(container).bean(NonBlockingApplication.class).runs(key)).as(target).isEqualTo(1);
	}

	private static Wire.Answer untilDecided(Container container, String request) {
		return await().atMost(25, TimeUnit.SECONDS)
			.until(() -> Wire.exchange(port(container), request),
					(answer) -> answer.status() != 409 || answer.text().contains("not-replayable"));
	}

	private static String request(String target, String key, String body) {
		return Wire.post(target, body, "Content-Type: text/plain", "Idempotency-Key: " + key);
	}

	private static int port(Container container) {
		return APPLICATIONS.get(container).port();
	}

}
