// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.weir.idempotency.lock.LockTable;
import org.apache.tomcat.util.threads.ThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.tomcat.TomcatWebServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * {@code concurrent=wait}, on both containers: requests that wait hold no thread, and
 * each of them is answered.
 */
class WaitingTests {

	private static final String[] FEW_THREADS = { "weir.idempotency.concurrent=wait",
			"weir.idempotency.wait-at-most=20s", "server.tomcat.threads.max=10", "server.jetty.threads.max=12",
			"server.tomcat.max-connections=5000", "server.tomcat.accept-count=2000" };

	private Container.RunningApplication application;

	private GatedApplication gated;

	private LockTable<?, ?> locks;

	private final List<Wire> wires = new ArrayList<>();

	private void start(Container container, String... properties) {
		List<String> all = new ArrayList<>(List.of(properties));
		Stream.of(FEW_THREADS)
			.filter((usual) -> all.stream().noneMatch((own) -> own.startsWith(usual.split("=")[0] + '=')))
			.forEach(all::add);
		this.application = container.run(GatedApplication.class, all.toArray(String[]::new));
		this.gated = this.application.bean(GatedApplication.class);
		this.locks = this.application.bean(LockTable.class);
	}

	@AfterEach
	void stop() throws IOException {
		await().atMost(10, TimeUnit.SECONDS).untilAsserted(() -> {
			assertThat(this.locks.held()).isZero();
			assertThat(this.locks.waiting()).isZero();
		});
		for (Wire wire : this.wires) {
			wire.close();
		}
		this.application.close();
	}

	@ParameterizedTest
	@EnumSource
	void allAreAnsweredWhenTheFirstCompletes(Container container) throws Exception {
		start(container);
		int count = 1000;
		Wire first = post("k", "body");
		await().untilAsserted(() -> assertThat(this.gated.runs("k")).isEqualTo(1));
		List<Wire> waiting = new ArrayList<>();
		for (int i = 1; i < count; i++) {
			waiting.add(post("k", "body"));
		}
		awaitWaiting(count - 1);
		assertThat(Wire.exchange(this.application.port(), "GET /unrelated HTTP/1.1\r\nHost: localhost\r\n\r\n").text())
			.isEqualTo("here");
		this.gated.open("k");
		Wire.Answer answer = first.read();
		assertThat(answer.text()).isEqualTo("body in run 1");
		assertThat(answer.header("Idempotent-Replayed")).isNull();
		for (Wire wire : waiting) {
			Wire.Answer replay = wire.read();
			assertThat(replay.status()).isEqualTo(200);
			assertThat(replay.text()).isEqualTo("body in run 1");
			assertThat(replay.header("Idempotent-Replayed")).isEqualTo("true");
		}
		assertThat(this.gated.runs("k")).isEqualTo(1);
	}

	@ParameterizedTest
	@EnumSource
	void nextRunsWhenTheFirstFails(Container container) throws Exception {
		start(container);
		this.gated.fail("k", 2);
		Wire first = post("k", "body");
		await().untilAsserted(() -> assertThat(this.gated.runs("k")).isEqualTo(1));
		List<Wire> waiting = new ArrayList<>();
		for (int i = 1; i <= 5; i++) {
			waiting.add(post("k", "body"));
			awaitWaiting(i);
		}
		this.gated.open("k");
		assertThat(first.read().status()).isEqualTo(500);
		assertThat(waiting.get(0).read().status()).isEqualTo(500);
		Wire.Answer success = waiting.get(1).read();
		assertThat(success.text()).isEqualTo("body in run 3");
		assertThat(success.header("Idempotent-Replayed")).isNull();
		for (Wire wire : waiting.subList(2, 5)) {
			Wire.Answer replay = wire.read();
			assertThat(replay.text()).isEqualTo("body in run 3");
			assertThat(replay.header("Idempotent-Replayed")).isEqualTo("true");
		}
		assertThat(this.gated.runs("k")).isEqualTo(3);
	}

	@ParameterizedTest
	@EnumSource
	void isRefusedWhenItsTimeIsOver(Container container) throws Exception {
		start(container, "weir.idempotency.wait-at-most=300ms");
		Wire first = post("k", "body");
		await().untilAsserted(() -> assertThat(this.gated.runs("k")).isEqualTo(1));
		long startedAt = System.nanoTime();
		Wire.Answer answer = post("k", "body").read();
		assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedAt)).isBetween(300L, 5000L);
		assertThat(answer.status()).isEqualTo(409);
		assertThat(answer.text()).contains("\"code\":\"request-outstanding\"");
		assertThat(answer.header("Retry-After")).isNotNull();
		this.gated.open("k");
		assertThat(first.read().status()).isEqualTo(200);
		assertThat(post("k", "body").read().header("Idempotent-Replayed")).isEqualTo("true");
	}

	@ParameterizedTest
	@EnumSource
	void isRefusedAtOnceWhenItIsAnotherRequest(Container container) throws Exception {
		start(container);
		Wire first = post("k", "body");
		await().untilAsserted(() -> assertThat(this.gated.runs("k")).isEqualTo(1));
		Wire.Answer answer = post("k", "other").read();
		assertThat(answer.status()).isEqualTo(422);
		this.gated.open("k");
		assertThat(first.read().status()).isEqualTo(200);
	}

	@ParameterizedTest
	@EnumSource
	void isRefusedWhenTooManyWait(Container container) throws Exception {
		start(container, "weir.idempotency.max-waiting-per-key=1", "weir.idempotency.max-waiting=2");
		Wire first = post("k", "body");
		Wire other = post("l", "body");
		Wire third = post("m", "body");
		await().untilAsserted(() -> assertThat(this.locks.held()).isEqualTo(3));
		Wire second = post("k", "body");
		awaitWaiting(1);
		assertThat(post("k", "body").read().status()).isEqualTo(409);
		Wire fourth = post("l", "body");
		awaitWaiting(2);
		assertThat(post("m", "body").read().status()).isEqualTo(409);
		for (String key : List.of("k", "l", "m")) {
			this.gated.open(key);
		}
		for (Wire wire : List.of(first, second, other, third, fourth)) {
			assertThat(wire.read().status()).isEqualTo(200);
		}
	}

	@ParameterizedTest
	@EnumSource
	void keyIsPassedOnWhenThoseWhoWaitAreGone(Container container) throws Exception {
		start(container);
		this.gated.fail("k", 1);
		Wire first = post("k", "body");
		await().untilAsserted(() -> assertThat(this.gated.runs("k")).isEqualTo(1));
		for (int i = 1; i <= 5; i++) {
			Wire gone = post("k", "body");
			awaitWaiting(i);
			gone.abort();
		}
		Wire last = post("k", "body");
		this.gated.open("k");
		assertThat(first.read().status()).isEqualTo(500);
		assertThat(last.read().text()).startsWith("body in run");
	}

	// Both threads are taken when its turn comes; requests that are before it in the
	// container's queue must not hold on to a thread until it has run.
	@Test
	void turnIsTakenWhenDuplicatesAreFirstInTheQueueForThreads() throws Exception {
		start(Container.TOMCAT, "spring.threads.virtual.enabled=false", "server.tomcat.threads.max=2",
				"server.tomcat.threads.min-spare=2");
		this.gated.fail("k", 1);
		Wire first = post("k", "body");
		await().untilAsserted(() -> assertThat(this.gated.runs("k")).isEqualTo(1));
		Wire waiting = post("k", "body");
		awaitWaiting(1);
		Wire other = post("l", "body");
		await().untilAsserted(() -> assertThat(this.gated.runs("l")).isEqualTo(1));
		List<Wire> duplicates = List.of(post("k", "body"), post("k", "body"), post("k", "body"));
		ThreadPoolExecutor threads = (ThreadPoolExecutor) ((TomcatWebServer) this.application.context().getWebServer())
			.getTomcat()
			.getConnector()
			.getProtocolHandler()
			.getExecutor();
		await().untilAsserted(() -> assertThat(threads.getQueue()).hasSize(3));
		long opened = System.nanoTime();
		this.gated.open("k");
		assertThat(first.read().status()).isEqualTo(500);
		assertThat(waiting.read().text()).isEqualTo("body in run 2");
		for (Wire duplicate : duplicates) {
			assertThat(duplicate.read().text()).isEqualTo("body in run 2");
		}
		assertThat(System.nanoTime() - opened).isLessThan(TimeUnit.SECONDS.toNanos(5));
		this.gated.open("l");
		assertThat(other.read().status()).isEqualTo(200);
	}

	private Wire post(String key, String body) throws IOException {
		Wire wire = new Wire(this.application.port());
		this.wires.add(wire);
		wire.send(Wire.post("/gated", body, "Idempotency-Key: " + key, "Content-Type: text/plain"));
		return wire;
	}

	private void awaitWaiting(int count) {
		await().atMost(20, TimeUnit.SECONDS).untilAsserted(() -> assertThat(this.locks.waiting()).isEqualTo(count));
	}

}
