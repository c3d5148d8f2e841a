// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.weir.idempotency.IdempotencyListener;
import io.weir.idempotency.IdempotencyOutcome;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Answers whose body an error page makes, after the handler, or nobody within the
 * application.
 */
class ErrorPageTests {

	@ParameterizedTest
	@EnumSource
	void nothingIsLeftToDoWhenThePageIsRecorded(Container container) throws Exception {
		try (Container.RunningApplication application = container.run(App.class)) {
			assertThat(post(application).status()).isEqualTo(410);
			assertThat(post(application).header("Idempotent-Replayed")).isEqualTo("true");
			ScheduledThreadPoolExecutor clock = (ScheduledThreadPoolExecutor) ReflectionTestUtils
				.getField(application.bean(Timer.class), "clock");
			await().atMost(5, TimeUnit.SECONDS).untilAsserted(() -> assertThat(clock.getQueue()).isEmpty());
		}
	}

	@Test
	void runEndsWithTheRequestWhenTomcatItselfMakesThePage() throws Exception {
		try (Container.RunningApplication application = Container.TOMCAT.run(WithoutPages.class)) {
			assertThat(post(application).status()).isEqualTo(410);
			Wire.Answer repeat = post(application);
			assertThat(repeat.status()).isEqualTo(409);
			assertThat(repeat.text()).contains("response-not-replayable");
			assertThat(application.bean(App.class).outcomes).containsExactly(IdempotencyOutcome.EXECUTED,
					IdempotencyOutcome.NOT_REPLAYABLE);
		}
	}

	@Test
	void exchangeIsCountedWhenItsRequestWasTakenBack() {
		App counting = new App();
		HttpServletRequest recycled = new HttpServletRequestWrapper(new MockHttpServletRequest()) {
			@Override
			public void setAttribute(String name, Object value) {
				throw new IllegalStateException("recycled");
			}
		};
		new Outcomes(List.of(counting)).ended(recycled, IdempotencyOutcome.EXECUTED);
		assertThat(counting.outcomes).containsExactly(IdempotencyOutcome.EXECUTED);
	}

	private static Wire.Answer post(Container.RunningApplication application) throws Exception {
		return Wire.exchange(application.port(), Wire.post("/gone", "", "Idempotency-Key: k"));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@RestController
	static class App implements IdempotencyListener {

		final List<IdempotencyOutcome> outcomes = new CopyOnWriteArrayList<>();

		@PostMapping("/gone")
		void gone(HttpServletResponse response) throws Exception {
			response.sendError(410, "gone");
		}

		@Override
		public void ended(IdempotencyOutcome outcome) {
			this.outcomes.add(outcome);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(exclude = ErrorMvcAutoConfiguration.class)
	@Import(App.class)
	static class WithoutPages {

	}

}
