// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.weir.idempotency.lock.LockTable;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Applications that ask their writer whether the client is still there, on both
 * containers: a stream without an end ends when it is not.
 */
class AnswerWriterTests {

	private static final int LENGTH = 40_000_000;

	private static final Map<Container, Container.RunningApplication> APPLICATIONS = new EnumMap<>(Container.class);

	@BeforeAll
	static void start() {
		for (Container container : Container.values()) {
			APPLICATIONS.put(container, container.run(App.class, "weir.idempotency.record.max-body-size=64MB"));
		}
	}

	@AfterAll
	static void stop() {
		APPLICATIONS.values().forEach(Container.RunningApplication::close);
	}

	@ParameterizedTest
	@EnumSource
	void streamEndsWhenItsClientIsGone(Container container) throws Exception {
		Container.RunningApplication application = APPLICATIONS.get(container);
		leaveWithin(application, "/endless");
		assertThat(application.bean(App.class).asked.poll(20, TimeUnit.SECONDS)).isTrue();
		Wire.Answer repeat = repeat(application, "/endless");
		assertThat(repeat.status()).isEqualTo(409);
		assertThat(repeat.text()).contains("response-not-replayable");
	}

	@ParameterizedTest
	@EnumSource
	void answerIsKeptWhenItIsAsLongAsItSaidAlthoughItsClientIsGone(Container container) throws Exception {
		Container.RunningApplication application = APPLICATIONS.get(container);
		leaveWithin(application, "/known-length");
		assertThat(application.bean(App.class).asked.poll(20, TimeUnit.SECONDS)).isTrue();
		Wire.Answer repeat = repeat(application, "/known-length");
		assertThat(repeat.header("Idempotent-Replayed")).isEqualTo("true");
		assertThat(repeat.body()).hasSize(LENGTH);
	}

	private static void leaveWithin(Container.RunningApplication application, String target) throws Exception {
		try (Wire wire = new Wire(application.port())) {
			wire.send(Wire.post(target, "", "Idempotency-Key: " + target));
			assertThat(application.bean(App.class).begun.poll(20, TimeUnit.SECONDS)).isTrue();
			wire.abort();
		}
	}

	private static Wire.Answer repeat(Container.RunningApplication application, String target) throws Exception {
		LockTable<?, ?> locks = application.bean(LockTable.class);
		await().atMost(20, TimeUnit.SECONDS).untilAsserted(() -> assertThat(locks.held()).isZero());
		return Wire.exchange(application.port(), Wire.post(target, "", "Idempotency-Key: " + target));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@RestController
	static class App {

		final BlockingQueue<Boolean> begun = new LinkedBlockingQueue<>();

		final BlockingQueue<Boolean> asked = new LinkedBlockingQueue<>();

		@PostMapping("/endless")
		void endless(HttpServletResponse response) throws Exception {
			response.setContentType("text/plain");
			this.asked.add(untilGone(response.getWriter(), 0).gone);
		}

		@PostMapping("/known-length")
		void knownLength(HttpServletResponse response) throws Exception {
			response.setContentType("text/plain");
			response.setContentLength(LENGTH);
			Until until = untilGone(response.getWriter(), LENGTH - 1);
			response.getWriter().print(".".repeat(LENGTH - until.written));
			this.asked.add(until.gone);
		}

		private Until untilGone(PrintWriter writer, int limit) {
			long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
			int written = 0;
			boolean gone = writer.checkError();
			this.begun.add(true);
			while (!gone && System.nanoTime() < end) {
				if (written < limit || limit == 0) {
					writer.print('.');
					written++;
				}
				gone = writer.checkError();
			}
			return new Until(gone, written);
		}

		/**
		 * How far it came.
		 *
		 * @param gone whether the writer said that the client is gone
		 * @param written how many characters were written
		 */
		private record Until(boolean gone, int written) {
		}

	}

}
