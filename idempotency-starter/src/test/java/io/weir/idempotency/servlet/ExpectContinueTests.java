// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.weir.idempotency.lock.LockTable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * {@code Expect: 100-continue} (RFC 9110, section 10.1.1): the client is asked for its
 * body when, and only when, the bare container would ask for it. Tomcat does at once,
 * Jetty when the body is read.
 */
class ExpectContinueTests {

	private static final Map<Container, Container.RunningApplication> BARE = new EnumMap<>(Container.class);

	private static final Map<Container, Container.RunningApplication> APPLICATIONS = new EnumMap<>(Container.class);

	@BeforeAll
	static void start() {
		for (Container container : Container.values()) {
			BARE.put(container, container.run(InterruptedApplication.class, "weir.idempotency.enabled=false"));
			APPLICATIONS.put(container, container.run(InterruptedApplication.class));
		}
	}

	@AfterAll
	static void stop() {
		BARE.values().forEach(Container.RunningApplication::close);
		APPLICATIONS.values().forEach(Container.RunningApplication::close);
	}

	@ParameterizedTest
	@EnumSource
	void asksForTheBodyWhenTheHandlerReadsIt(Container container) throws Exception {
		assertThat(statuses(BARE.get(container), "/text", "read", true)).isEqualTo(List.of(100, 200));
		assertThat(statuses(APPLICATIONS.get(container), "/text", "read", true)).isEqualTo(List.of(100, 200));
		assertThat(statuses(APPLICATIONS.get(container), "/text", "read", true)).isEqualTo(List.of(100, 200));
	}

	@ParameterizedTest
	@EnumSource
	void asksAsTheBareContainerWhenNobodyReadsTheBody(Container container) throws Exception {
		List<Integer> bare = statuses(BARE.get(container), "/unread", "unread", false);
		assertThat(bare).endsWith(200);
		assertThat(statuses(APPLICATIONS.get(container), "/unread", "unread", false)).isEqualTo(bare);
		List<Integer> malformed = new ArrayList<>(bare.subList(0, bare.size() - 1));
		malformed.add(400);
		assertThat(statuses(APPLICATIONS.get(container), "/unread", "mal,formed", false)).isEqualTo(malformed);
	}

	@ParameterizedTest
	@EnumSource
	void asksAsTheBareContainerWhenTheKeyIsReusedOrOutstanding(Container container) throws Exception {
		List<Integer> asked = statuses(BARE.get(container), "/unread", "unread", false);
		asked.remove(asked.size() - 1);
		Container.RunningApplication application = APPLICATIONS.get(container);
		InterruptedApplication app = application.bean(InterruptedApplication.class);
		String key = "outstanding-" + container;
		try (Wire first = new Wire(application.port())) {
			first.send(Wire.post("/gated", "x", "Content-Type: text/plain", "Idempotency-Key: " + key));
			await().untilAsserted(() -> assertThat(app.runs(key)).isEqualTo(1));
			assertThat(statuses(application, "/gated?other", key, false)).isEqualTo(with(asked, 422));
			app.gate(key).countDown();
			assertThat(first.read().status()).isEqualTo(200);
		}
		assertThat(statuses(application, "/gated?other", key, false)).isEqualTo(with(asked, 422));
		await().atMost(10, TimeUnit.SECONDS)
			.untilAsserted(() -> assertThat(application.bean(LockTable.class).held()).isZero());
	}

	private static List<Integer> with(List<Integer> asked, int status) {
		List<Integer> statuses = new ArrayList<>(asked);
		statuses.add(status);
		return statuses;
	}

	/** What the server answers, interim answers included. */
	private static List<Integer> statuses(Container.RunningApplication application, String target, String key,
			boolean sendsBody) throws IOException {
		List<Integer> statuses = new ArrayList<>();
		try (Wire wire = new Wire(application.port())) {
			wire.send("POST " + target + " HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nExpect: 100-continue\r\n"
					+ "Idempotency-Key: " + key + "\r\nContent-Length: 5\r\n\r\n");
			int status = wire.status();
			while (status == 100) {
				statuses.add(status);
				if (sendsBody) {
					wire.send("12345");
				}
				status = wire.status();
			}
			statuses.add(status);
		}
		return statuses;
	}

}
