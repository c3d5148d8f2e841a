// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One key over HTTP on each container.
 */
class FirstRunTests {

	@ParameterizedTest
	@EnumSource
	void replaysWhenTheRequestIsRepeated(Container container) throws Exception {
		try (Container.RunningApplication application = container.run(App.class)) {
			int port = application.port();
			String request = Wire.post("/pay", "{\"a\":1}", "Content-Type: application/json",
					"Idempotency-Key: \"k1\"");
			Wire.Answer first = Wire.exchange(port, request);
			Wire.Answer second = Wire.exchange(port, request);
			Wire.Answer other = Wire.exchange(port,
					Wire.post("/pay", "{\"a\":2}", "Content-Type: application/json", "Idempotency-Key: k1"));
			assertThat(first.status()).isEqualTo(201);
			assertThat(first.header("Idempotent-Replayed")).isNull();
			assertThat(second.status()).isEqualTo(201);
			assertThat(second.text()).isEqualTo(first.text());
			assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
			assertThat(other.status()).isEqualTo(422);
			assertThat(other.text()).contains("\"code\":\"key-reused\"");
			assertThat(application.bean(App.class).runs).hasValue(1);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@RestController
	static class App {

		private final AtomicInteger runs = new AtomicInteger();

		@PostMapping("/pay")
		@ResponseStatus(HttpStatus.CREATED)
		String pay(@RequestBody String body) {
			return body + " paid " + this.runs.incrementAndGet();
		}

	}

}
