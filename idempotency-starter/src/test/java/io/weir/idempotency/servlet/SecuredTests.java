// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Beside Spring Security and Actuator, on both containers: keys belong to a user (and a
 * tenant), nothing is replayed to someone who may not ask, and operators see what goes
 * on.
 */
class SecuredTests {

	@ParameterizedTest
	@EnumSource
	void keysBelongToTheirUserWhenTwoUseTheSame(Container container) throws Exception {
		try (Container.RunningApplication application = start(container)) {
			int port = application.port();
			Wire.Answer ann = Wire.exchange(port, pay("ann", "acme"));
			Wire.Answer ben = Wire.exchange(port, pay("ben", "acme"));
			Wire.Answer otherTenant = Wire.exchange(port, pay("ann", "other"));
			Wire.Answer again = Wire.exchange(port, pay("ann", "acme"));
			Wire.Answer nobody = Wire.exchange(port, pay(null, "acme"));
			assertThat(ann.text()).isEqualTo("run 1");
			assertThat(ben.text()).isEqualTo("run 2");
			assertThat(otherTenant.text()).isEqualTo("run 3");
			assertThat(again.text()).isEqualTo("run 1");
			assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
			assertThat(nobody.status()).isEqualTo(401);
			assertThat(nobody.text()).doesNotContain("run");
			assertThat(application.bean(MeterRegistry.class).get("weir.idempotency.memory.records").gauge().value())
				.as("nothing is recorded for nobody")
				.isEqualTo(3);
			assertThat(again.headers().stream().filter((header) -> header.startsWith("Cache-Control"))).hasSize(1);
		}
	}

	@ParameterizedTest
	@EnumSource
	void operatorsSeeWhatGoesOnWhenActuatorIsThere(Container container) throws Exception {
		try (Container.RunningApplication application = start(container)) {
			int port = application.port();
			Wire.exchange(port, pay("ann", "acme"));
			Wire.exchange(port, pay("ann", "acme"));
			Wire.Answer overview = Wire.exchange(port, get("GET", "/actuator/idempotency"));
			assertThat(overview.text()).contains("\"policy\":{\"header\":\"Idempotency-Key\",\"syntax\":\"lenient\"",
					"\"ttl\":\"PT24H\"", "\"required\":false", "\"store\":\"memory\"", "\"executed\":1",
					"\"replayed\":1", "\"waiting\":0");
			String found = "/actuator/idempotency/k?principal=ann&tenant=acme";
			Wire.Answer state = Wire.exchange(port, get("GET", found));
			assertThat(state.text()).contains("\"state\":\"completed\"", "\"status\":200", "\"attempt\":1")
				.doesNotContain("run 1");
			assertThat(Wire.exchange(port, get("GET", "/actuator/idempotency/k")).status()).isEqualTo(404);
			assertThat(Wire.exchange(port, get("DELETE", found)).status()).isEqualTo(204);
			assertThat(Wire.exchange(port, get("DELETE", found)).status()).isEqualTo(404);
			assertThat(Wire.exchange(port, pay("ann", "acme")).text()).isEqualTo("run 2");
			MeterRegistry meters = application.bean(MeterRegistry.class);
			assertThat(meters.get("weir.idempotency.requests").tag("outcome", "executed").counter().count())
				.isEqualTo(2);
			assertThat(meters.get("weir.idempotency.requests").tag("outcome", "replayed").counter().count())
				.isEqualTo(1);
			assertThat(meters.get("weir.idempotency.locks.held").gauge().value()).isZero();
			assertThat(meters.get("weir.idempotency.waiting").gauge().value()).isZero();
			assertThat(meters.get("weir.idempotency.memory.records").gauge().value()).isEqualTo(1);
			assertThat(meters.get("weir.idempotency.memory.size").gauge().value()).isPositive();
			assertThat(meters.get("weir.idempotency.store")
				.tag("operation", "claim")
				.tag("result", "granted")
				.timer()
				.count()).isEqualTo(2);
			assertThat(meters.get("weir.idempotency.wait").timer().count()).isZero();
		}
	}

	@ParameterizedTest
	@EnumSource
	void operatorsFindAKeyThatHasSlashes(Container container) throws Exception {
		try (Container.RunningApplication application = start(container)) {
			int port = application.port();
			assertThat(Wire.exchange(port, pay("ann", "acme", "orders/2026/7")).status()).isEqualTo(200);
			String found = "/actuator/idempotency/orders/2026/7?principal=ann&tenant=acme";
			assertThat(Wire.exchange(port, get("GET", found)).text()).contains("\"state\":\"completed\"");
			assertThat(Wire.exchange(port, get("DELETE", found)).status()).isEqualTo(204);
			assertThat(Wire.exchange(port, get("GET", found)).status()).isEqualTo(404);
		}
	}

	private static Container.RunningApplication start(Container container) {
		return container.runSecured(App.class, "weir.idempotency.scope.header=X-Tenant",
				"management.endpoints.web.exposure.include=idempotency");
	}

	private static String pay(String user, String tenant) {
		return pay(user, tenant, "k");
	}

	private static String pay(String user, String tenant, String key) {
		String token = Base64.getEncoder().encodeToString((user + ":pw").getBytes(StandardCharsets.UTF_8));
		return Wire.post("/pay", "x", "Content-Type: text/plain", "Idempotency-Key: " + key, "X-Tenant: " + tenant,
				(user != null) ? "Authorization: Basic " + token : "X-Nobody: yes");
	}

	private static String get(String method, String target) {
		return method + ' ' + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@RestController
	static class App {

		private final AtomicInteger runs = new AtomicInteger();

		@PostMapping("/pay")
		String pay(@RequestBody String body) {
			return "run " + this.runs.incrementAndGet();
		}

		@Bean
		SecurityFilterChain security(HttpSecurity http) {
			return http.csrf((csrf) -> csrf.disable())
				.authorizeHttpRequests(
						(requests) -> requests.requestMatchers("/actuator/**").permitAll().anyRequest().authenticated())
				.httpBasic(Customizer.withDefaults())
				.build();
		}

		@Bean
		UserDetailsService users() {
			return new InMemoryUserDetailsManager(User.withUsername("ann").password("{noop}pw").roles("USER").build(),
					User.withUsername("ben").password("{noop}pw").roles("USER").build());
		}

	}

}
