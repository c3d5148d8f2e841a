// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.weir.idempotency.IdempotencyListener;
import io.weir.idempotency.IdempotencyOutcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Handlers that say by Spring MVC's own means who of other origins may read them: so do
 * their replays and problems, to each request's own origin.
 */
class CrossOriginTests {

	private static final String SHOP = "https://shop.example";

	private static final String DESK = "https://desk.example";

	@ParameterizedTest
	@EnumSource
	void repeatIsForItsOwnOriginWhenTheHandlerIsForSome(Container container) throws Exception {
		try (Container.RunningApplication application = container.run(App.class)) {
			for (String target : List.of("/annotated", "/configured")) {
				Wire.Answer first = post(application, target, SHOP, "a");
				Wire.Answer replay = post(application, target, DESK, "a");
				Wire.Answer problem = post(application, target, DESK, "b");
				Wire.Answer stranger = post(application, target, "https://evil.example", "a");
				Wire.Answer sameOrigin = post(application, target, null, "a");
				assertThat(origins(first)).containsExactly(SHOP);
				assertThat(replay.header("Idempotent-Replayed")).isEqualTo("true");
				assertThat(origins(replay)).containsExactly(DESK);
				assertThat(replay.headers().stream().filter((header) -> header.startsWith("Vary: Or"))).hasSize(1);
				assertThat(replay.text()).isEqualTo(first.text());
				assertThat(problem.status()).isEqualTo(422);
				assertThat(origins(problem)).containsExactly(DESK);
				assertThat(stranger.status()).isEqualTo(403);
				assertThat(origins(stranger)).isEmpty();
				assertThat(stranger.text()).doesNotContain(first.text());
				assertThat(sameOrigin.header("Idempotent-Replayed")).isEqualTo("true");
				assertThat(origins(sameOrigin)).isEmpty();
			}
			assertThat(application.bean(App.class).outcomes).startsWith(IdempotencyOutcome.EXECUTED,
					IdempotencyOutcome.REPLAYED, IdempotencyOutcome.REUSED, IdempotencyOutcome.UNRECORDED,
					IdempotencyOutcome.REPLAYED);
		}
	}

	@ParameterizedTest
	@EnumSource
	void repeatSaysNothingOfOriginsWhenTheHandlerDoesNot(Container container) throws Exception {
		try (Container.RunningApplication application = container.run(App.class)) {
			assertThat(origins(post(application, "/plain", SHOP, "a"))).isEmpty();
			Wire.Answer replay = post(application, "/plain", SHOP, "a");
			assertThat(replay.header("Idempotent-Replayed")).isEqualTo("true");
			assertThat(origins(replay)).isEmpty();
		}
	}

	private static List<String> origins(Wire.Answer answer) {
		return answer.headers()
			.stream()
			.filter((header) -> header.startsWith("Access-Control-Allow-Origin:"))
			.map((header) -> header.substring(header.indexOf(':') + 2))
			.toList();
	}

	private static Wire.Answer post(Container.RunningApplication application, String target, String origin, String body)
			throws Exception {
		return Wire.exchange(application.port(), Wire.post(target, body, "Content-Type: text/plain",
				"Idempotency-Key: " + target, (origin != null) ? "Origin: " + origin : "X-Origin: none"));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@RestController
	static class App implements WebMvcConfigurer, IdempotencyListener {

		final List<IdempotencyOutcome> outcomes = new CopyOnWriteArrayList<>();

		@CrossOrigin({ SHOP, DESK })
		@PostMapping("/annotated")
		String annotated(@RequestBody String body) {
			return "annotated answer";
		}

		@PostMapping("/configured")
		String configured(@RequestBody String body) {
			return "configured answer";
		}

		@PostMapping("/plain")
		String plain(@RequestBody String body) {
			return "plain answer";
		}

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/configured").allowedOrigins(SHOP, DESK);
		}

		@Override
		public void ended(IdempotencyOutcome outcome) {
			this.outcomes.add(outcome);
		}

	}

}
