// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.weir.idempotency.lock.LockTable;
import org.eclipse.jetty.server.AbstractConnector;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.jetty.JettyWebServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * {@code server.shutdown=graceful} while duplicates wait: each of them is answered.
 */
class ShutdownTests {

	private static final int WAITERS = 20;

	@ParameterizedTest
	@EnumSource
	void waitersGetTheAnswerWhenTheFirstCompletesDuringTheShutdown(Container container) throws Exception {
		shutDown(container, "20s", (gated, waiters) -> {
			gated.open("k");
			for (Wire waiter : waiters) {
				Wire.Answer answer = waiter.read();
				assertThat(answer.text()).isEqualTo("x in run 1");
				assertThat(answer.header("Idempotent-Replayed")).isEqualTo("true");
			}
		});
	}

	@ParameterizedTest
	@EnumSource
	void waitersAreRefusedWhenTheirTimeIsOverDuringTheShutdown(Container container) throws Exception {
		shutDown(container, "1s", (gated, waiters) -> {
			for (Wire waiter : waiters) {
				assertThat(waiter.read().status()).isEqualTo(409);
			}
			gated.open("k");
		});
	}

	private static void shutDown(Container container, String waitAtMost, During during) throws Exception {
		Container.RunningApplication application = container.run(GatedApplication.class, "server.shutdown=graceful",
				"spring.lifecycle.timeout-per-shutdown-phase=15s", "weir.idempotency.concurrent=wait",
				"weir.idempotency.wait-at-most=" + waitAtMost);
		// While it shuts down, Jetty closes what has been idle for a second, a suspended
		// exchange too.
		if (application.context().getWebServer() instanceof JettyWebServer jetty) {
			((AbstractConnector) jetty.getServer().getConnectors()[0]).setShutdownIdleTimeout(15_000);
		}
		GatedApplication gated = application.bean(GatedApplication.class);
		LockTable<?, ?> locks = application.bean(LockTable.class);
		CompletableFuture<Void> closed = new CompletableFuture<>();
		try (Wire first = new Wire(application.port())) {
			int port = application.port();
			first.send(request());
			await().untilAsserted(() -> assertThat(gated.runs("k")).isEqualTo(1));
			List<Wire> waiters = new ArrayList<>();
			for (int i = 0; i < WAITERS; i++) {
				Wire waiter = new Wire(port);
				waiter.send(request());
				waiters.add(waiter);
			}
			await().atMost(10, TimeUnit.SECONDS).untilAsserted(() -> assertThat(locks.waiting()).isEqualTo(WAITERS));
			closed = CompletableFuture.runAsync(application::close);
			await().atMost(10, TimeUnit.SECONDS).until(() -> isRefused(port));
			assertThat(closed).isNotDone();
			during.run(gated, waiters);
			assertThat(first.read().text()).isEqualTo("x in run 1");
			for (Wire waiter : waiters) {
				waiter.close();
			}
		}
		finally {
			gated.open("k");
			application.close();
		}
		closed.get(20, TimeUnit.SECONDS);
		assertThat(locks.held()).isZero();
		assertThat(locks.waiting()).isZero();
	}

	private static boolean isRefused(int port) {
		try (Wire wire = new Wire(port)) {
			wire.send("GET /unrelated HTTP/1.1\r\nHost: x\r\n\r\n");
			return wire.status() == 503;
		}
		catch (IOException ex) {
			return true;
		}
	}

	private static String request() {
		return Wire.post("/gated", "x", "Idempotency-Key: k", "Content-Type: text/plain");
	}

	private interface During {

		void run(GatedApplication gated, List<Wire> waiters) throws Exception;

	}

}
