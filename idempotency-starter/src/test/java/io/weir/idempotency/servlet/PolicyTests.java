// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.weir.idempotency.Concurrent;
import io.weir.idempotency.IdempotencyContext;
import io.weir.idempotency.Idempotent;
import jakarta.servlet.http.HttpServletRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which requests are keyed, and how: properties, {@code endpoints[n]} and the annotation.
 */
class PolicyTests {

	private static final AtomicInteger KEYS = new AtomicInteger();

	private static final Map<Container, Container.RunningApplication> APPLICATIONS = new EnumMap<>(Container.class);

	@BeforeAll
	static void start() {
		for (Container container : Container.values()) {
			APPLICATIONS.put(container, container.run(App.class, "weir.idempotency.exclude=/excluded/**",
					"weir.idempotency.endpoints[0].path=/needs/**", "weir.idempotency.endpoints[0].required=true",
					"weir.idempotency.endpoints[1].path=/puts/**", "weir.idempotency.endpoints[1].methods=PUT",
					"weir.idempotency.endpoints[2].path=/off/**", "weir.idempotency.endpoints[2].enabled=false"));
		}
	}

	@AfterAll
	static void stop() {
		APPLICATIONS.values().forEach(Container.RunningApplication::close);
	}

	@ParameterizedTest
	@EnumSource
	void runsAgainWhenTheRequestIsNotKeyed(Container container) throws Exception {
		assertThat(runsOfTwo(container, "POST", "/excluded/a")).isEqualTo(2);
		assertThat(runsOfTwo(container, "POST", "/off/a")).isEqualTo(2);
		assertThat(runsOfTwo(container, "PUT", "/plain/a")).isEqualTo(2);
		assertThat(runsOfTwo(container, "POST", "/puts/a")).isEqualTo(1);
		assertThat(runsOfTwo(container, "PUT", "/puts/a")).isEqualTo(1);
		assertThat(runsOfTwo(container, "GET", "/plain/a")).isEqualTo(2);
		assertThat(runsOfTwo(container, "HEAD", "/plain/a")).isEqualTo(2);
		assertThat(runsOfTwo(container, "POST", "/plain/a")).isEqualTo(1);
		assertThat(runsOfTwo(container, "PATCH", "/plain/a")).isEqualTo(1);
	}

	@ParameterizedTest
	@EnumSource
	void keyIsMissingWhenItIsRequired(Container container) throws Exception {
		for (String target : new String[] { "/needs/a", "/annotated/required", "/inherited/required" }) {
			Wire.Answer answer = exchange(container, "POST", target);
			assertThat(answer.status()).as(target).isEqualTo(400);
			assertThat(answer.text()).isEqualTo("{\"title\":\"Idempotency-Key is missing\",\"status\":400,"
					+ "\"detail\":\"This request needs the header Idempotency-Key.\",\"code\":\"key-missing\"}");
			assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
		}
		assertThat(exchange(container, "POST", "/plain/a").status()).isEqualTo(200);
		assertThat(exchange(container, "GET", "/needs/a").status()).isEqualTo(200);
		assertThat(exchange(container, "POST", "/annotated/optional").status()).isEqualTo(200);
	}

	@ParameterizedTest
	@EnumSource
	void annotationWinsWhenPropertiesSayOtherwise(Container container) throws Exception {
		assertThat(runsOfTwo(container, "POST", "/annotated/disabled")).isEqualTo(2);
		assertThat(runsOfTwo(container, "POST", "/annotated/required")).isEqualTo(1);
		assertThat(runsOfTwo(container, "PUT", "/annotated/put")).isEqualTo(1);
		assertThat(runsOfTwo(container, "DELETE", "/annotated/delete")).isEqualTo(1);
		assertThat(runsOfTwo(container, "POST", "/excluded/annotated")).isEqualTo(1);
		assertThat(exchange(container, "POST", "/needs/not").status()).isEqualTo(200);
		assertThat(runsOfTwo(container, "POST", "/meta/a")).isEqualTo(1);
		assertThat(exchange(container, "POST", "/meta/a").status()).isEqualTo(400);
	}

	@ParameterizedTest
	@EnumSource
	void recordExpiresWhenTheAnnotatedTimeIsOver(Container container) throws Exception {
		String key = "key-" + KEYS.incrementAndGet();
		assertThat(exchange(container, "POST", "/annotated/short", "Idempotency-Key: " + key).text())
			.isEqualTo("run 1");
		org.awaitility.Awaitility.await()
			.untilAsserted(
					() -> assertThat(exchange(container, "POST", "/annotated/short", "Idempotency-Key: " + key).text())
						.isEqualTo("run 2"));
	}

	@ParameterizedTest
	@EnumSource
	void handlerKnowsItsKeyWhenThereIsOne(Container container) throws Exception {
		String key = "key-" + KEYS.incrementAndGet();
		assertThat(exchange(container, "POST", "/context", "Idempotency-Key: \"" + key + '"').text())
			.isEqualTo(key + " 1");
		assertThat(exchange(container, "POST", "/context").text()).isEqualTo("none");
	}

	@ParameterizedTest
	@EnumSource
	void mappingFailuresAreTheHandlersWhenThereIsAKey(Container container) throws Exception {
		String key = "Idempotency-Key: key-" + KEYS.incrementAndGet();
		assertThat(exchange(container, "PATCH", "/annotated/required", key).status()).isEqualTo(405);
		assertThat(exchange(container, "POST", "/nowhere/at/all/x", "Idempotency-Key: a").status()).isEqualTo(404);
	}

	private static int runsOfTwo(Container container, String method, String target) throws Exception {
		String key = "key-" + KEYS.incrementAndGet();
		exchange(container, method, target, "Idempotency-Key: " + key);
		exchange(container, method, target, "Idempotency-Key: " + key);
		return APPLICATIONS.get(container).bean(App.class).runs(key);
	}

	private static Wire.Answer exchange(Container container, String method, String target, String... headers)
			throws Exception {
		String request = Wire.post(target, "", headers).replaceFirst("POST", method);
		return method.equals("HEAD") ? Wire.head(APPLICATIONS.get(container).port(), request)
				: Wire.exchange(APPLICATIONS.get(container).port(), request);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ AnnotatedController.class, InheritedController.class, MetaController.class })
	@RestController
	static class App {

		private final Map<String, AtomicInteger> runs = new ConcurrentHashMap<>();

		int runs(String key) {
			AtomicInteger count = this.runs.get(key);
			return (count != null) ? count.get() : 0;
		}

		String run(HttpServletRequest request) {
			String key = request.getHeader("Idempotency-Key");
			return "run "
					+ this.runs.computeIfAbsent(String.valueOf(key), (k) -> new AtomicInteger()).incrementAndGet();
		}

		@RequestMapping({ "/plain/a", "/excluded/a", "/off/a", "/puts/a", "/needs/a" })
		String any(HttpServletRequest request) {
			return run(request);
		}

		@PostMapping("/excluded/annotated")
		@Idempotent
		String excluded(HttpServletRequest request) {
			return run(request);
		}

		@PostMapping("/needs/not")
		@Idempotent(required = false)
		String needsNot(HttpServletRequest request) {
			return run(request);
		}

		@PostMapping("/context")
		String context() {
			IdempotencyContext context = IdempotencyContext.current();
			return (context != null) ? context.key() + ' ' + context.attempt() : "none";
		}

	}

	@RestController
	@Idempotent(required = true)
	static class AnnotatedController {

		private final App app;

		AnnotatedController(App app) {
			this.app = app;
		}

		@PostMapping("/annotated/required")
		String required(HttpServletRequest request) {
			return this.app.run(request);
		}

		@PutMapping("/annotated/put")
		String put(HttpServletRequest request) {
			return this.app.run(request);
		}

		@DeleteMapping("/annotated/delete")
		String delete(HttpServletRequest request) {
			return this.app.run(request);
		}

		@PostMapping("/annotated/optional")
		@Idempotent(required = false, concurrent = Concurrent.WAIT, waitAtMost = "1s")
		String optional(HttpServletRequest request) {
			return this.app.run(request);
		}

		@PostMapping("/annotated/disabled")
		@Idempotent(enabled = false)
		String disabled(HttpServletRequest request) {
			return this.app.run(request);
		}

		@PostMapping("/annotated/short")
		@Idempotent(ttl = "50ms")
		String shortlyKept(HttpServletRequest request) {
			return this.app.run(request);
		}

	}

	interface Contract {

		@PostMapping("/inherited/required")
		@Idempotent(required = true)
		String inherited(HttpServletRequest request);

	}

	@RestController
	static class InheritedController implements Contract {

		private final App app;

		InheritedController(App app) {
			this.app = app;
		}

		@Override
		public String inherited(HttpServletRequest request) {
			return this.app.run(request);
		}

	}

	@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
	@Idempotent(required = true)
	@interface Payment {

	}

	@RestController
	static class MetaController {

		private final App app;

		MetaController(App app) {
			this.app = app;
		}

		@PostMapping("/meta/a")
		@Payment
		String meta(HttpServletRequest request) {
			return this.app.run(request);
		}

	}

}
