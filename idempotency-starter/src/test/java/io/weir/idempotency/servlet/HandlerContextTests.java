// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.weir.idempotency.IdempotencyContext;
import io.weir.idempotency.client.IdempotentRequests;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.mock.http.client.MockClientHttpResponse;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a handler knows of its key, and says of its answer.
 */
class HandlerContextTests {

	@ParameterizedTest
	@EnumSource(Container.class)
	void childKeyIsTheSameForEachAttemptAndAnotherForAnotherLabelOrKey(Container container) throws Exception {
		try (Container.RunningApplication application = container.run(App.class)) {
			App app = application.bean(App.class);
			assertThat(post(application, "/flaky", "k").status()).isEqualTo(500);
			assertThat(post(application, "/flaky", "k").status()).isEqualTo(200);
			assertThat(post(application, "/flaky", "other").status()).isEqualTo(500);
			List<String> keys = app.keys;
			assertThat(keys).hasSize(6).allMatch((key) -> key.matches("[A-Za-z0-9_-]{43}"));
			assertThat(keys.get(0)).isEqualTo(keys.get(2));
			assertThat(keys.get(1)).isEqualTo(keys.get(3));
			assertThat(keys.subList(2, 6)).doesNotHaveDuplicates();
			assertThat(app.attempts).containsExactly(1, 2, 1);
		}
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void answerIsNotKeptWhenTheHandlerSaysSo(Container container) throws Exception {
		try (Container.RunningApplication application = container.run(App.class)) {
			for (String path : List.of("/nothing", "/nothing/callable", "/nothing/future", "/nothing/error")) {
				AtomicInteger runs = application.bean(App.class).runs;
				runs.set(0);
				String first = post(application, path, path.substring(1).replace('/', '-')).text();
				Wire.Answer second = post(application, path, path.substring(1).replace('/', '-'));
				assertThat(runs).as(path).hasValue(2);
				assertThat(second.header("Idempotent-Replayed")).as(path).isNull();
				if (!path.endsWith("error")) {
					assertThat(first).isEqualTo("run 1");
					assertThat(second.text()).isEqualTo("run 2");
				}
			}
		}
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void callsOfHandlerCarryTheSameKeysInEachAttemptAndAnotherForEachCall(Container container) throws Exception {
		try (Container.RunningApplication application = container.run(App.class)) {
			assertThat(post(application, "/calling", "k").status()).isEqualTo(500);
			assertThat(post(application, "/calling", "k").status()).isEqualTo(200);
			List<String> keys = application.bean(App.class).keys;
			assertThat(keys).hasSize(8);
			assertThat(keys.subList(0, 4)).isEqualTo(keys.subList(4, 8)).doesNotHaveDuplicates();
		}
	}

	private static Wire.Answer post(Container.RunningApplication application, String path, String key)
			throws IOException {
		return Wire.exchange(application.port(), Wire.post(path, "", "Idempotency-Key: " + key));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@RestController
	static class App {

		final List<String> keys = new CopyOnWriteArrayList<>();

		final List<Integer> attempts = new CopyOnWriteArrayList<>();

		final AtomicInteger runs = new AtomicInteger();

		@PostMapping("/flaky")
		ResponseEntity<String> flaky() {
			IdempotencyContext context = IdempotencyContext.current();
			this.keys.add(context.childKey("psp"));
			this.keys.add(context.childKey("mail"));
			this.attempts.add(context.attempt());
			return (context.attempt() == 1) ? ResponseEntity.internalServerError().body("first")
					: ResponseEntity.ok("second");
		}

		@PostMapping("/nothing")
		String nothing() {
			IdempotencyContext.current().doNotRecord();
			return "run " + this.runs.incrementAndGet();
		}

		@PostMapping("/nothing/callable")
		Callable<String> callable() {
			IdempotencyContext context = IdempotencyContext.current();
			return () -> {
				context.doNotRecord();
				return "run " + this.runs.incrementAndGet();
			};
		}

		@PostMapping("/nothing/future")
		CompletableFuture<String> future() {
			IdempotencyContext.current().doNotRecord();
			return CompletableFuture.supplyAsync(() -> "run " + this.runs.incrementAndGet());
		}

		@PostMapping("/nothing/error")
		String error() {
			this.runs.incrementAndGet();
			IdempotencyContext.current().doNotRecord();
			throw new org.springframework.web.server.ResponseStatusException(HttpStatus.NOT_FOUND);
		}

		@PostMapping("/calling")
		ResponseEntity<String> calling() {
			ClientHttpRequestInterceptor end = (request, body, execution) -> {
				this.keys.add(request.getHeaders().getFirst("Idempotency-Key"));
				return new MockClientHttpResponse(new byte[0], HttpStatus.OK);
			};
			RestClient client = RestClient.builder()
				.requestInterceptor(IdempotentRequests.withinTime(Duration.ofSeconds(1)))
				.requestInterceptor(end)
				.build();
			client.post().uri("http://bank/pay?at=" + System.nanoTime()).body("1").retrieve().toBodilessEntity();
			client.post().uri("http://bank/pay").body("1").retrieve().toBodilessEntity();
			client.post().uri("http://mail/send").body("1").retrieve().toBodilessEntity();
			client.post()
				.uri("http://bank/pay")
				.attribute(IdempotentRequests.LABEL, "refund")
				.retrieve()
				.toBodilessEntity();
			return (this.keys.size() == 4) ? ResponseEntity.internalServerError().build() : ResponseEntity.ok("ok");
		}

	}

}
