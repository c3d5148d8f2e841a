// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.weir.idempotency.lock.LockTable;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.web.filter.OncePerRequestFilter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * {@code concurrent=wait} where a filter of the application's own reads a token, once per
 * request: who waited is still who it was.
 */
class WaitingCallerTests {

	private static final AtomicInteger KEYS = new AtomicInteger();

	private static final Map<String, Container.RunningApplication> APPLICATIONS = new HashMap<>();

	private Container.RunningApplication application;

	private final String key = "key-" + KEYS.incrementAndGet();

	@AfterAll
	static void stop() {
		APPLICATIONS.values().forEach(Container.RunningApplication::close);
	}

	static Stream<Arguments> setUps() {
		return Stream.of(Container.values())
			.flatMap((container) -> Stream.of(SessionCreationPolicy.STATELESS, SessionCreationPolicy.IF_REQUIRED)
				.map((policy) -> Arguments.of(container, policy)));
	}

	@ParameterizedTest
	@MethodSource("setUps")
	void isAnsweredWithTheFirstOnesResult(Container container, SessionCreationPolicy policy) throws Exception {
		start(container, policy, "20s");
		try (Wire first = post("ann")) {
			awaitRuns(1);
			try (Wire again = post("ann"); Wire other = post("ben"); Wire nobody = post(null)) {
				awaitWaiting(1);
				awaitRuns(2);
				gated().open(this.key);
				assertThat(first.read().text()).isEqualTo("ann in run 1");
				Wire.Answer replay = again.read();
				assertThat(replay.text()).isEqualTo("ann in run 1");
				assertThat(replay.header("Idempotent-Replayed")).isEqualTo("true");
				Wire.Answer own = other.read();
				assertThat(own.text()).isEqualTo("ben in run 2");
				assertThat(own.header("Idempotent-Replayed")).isNull();
				assertThat(nobody.read().status()).isEqualTo(403);
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void isRefusedWhenItsTimeIsOver(Container container) throws Exception {
		start(container, SessionCreationPolicy.STATELESS, "200ms");
		try (Wire first = post("ann")) {
			awaitRuns(1);
			try (Wire again = post("ann")) {
				Wire.Answer refusal = again.read();
				assertThat(refusal.status()).isEqualTo(409);
				assertThat(refusal.text()).contains("\"code\":\"request-outstanding\"");
			}
			gated().open(this.key);
			assertThat(first.read().text()).isEqualTo("ann in run 1");
		}
	}

	@ParameterizedTest
	@MethodSource("setUps")
	void runsTheHandlerWhenItsTurnComes(Container container, SessionCreationPolicy policy) throws Exception {
		start(container, policy, "20s");
		gated().fail(this.key, 1);
		try (Wire first = post("ann")) {
			awaitRuns(1);
			try (Wire again = post("ann")) {
				awaitWaiting(1);
				gated().open(this.key);
				assertThat(first.read().text()).doesNotContain("in run");
				Wire.Answer own = again.read();
				assertThat(own.text()).isEqualTo("ann in run 2");
				assertThat(own.header("Idempotent-Replayed")).isNull();
			}
			try (Wire again = post("ann"); Wire other = post("ben")) {
				assertThat(again.read().text()).isEqualTo("ann in run 2");
				assertThat(other.read().text()).isEqualTo("ben in run 3");
			}
		}
	}

	// The application's own page of an error must not find a caller that it would not
	// find had the request not waited.
	@ParameterizedTest
	@MethodSource("setUps")
	void failureIsTheFirstOnesWhenItsTurnFails(Container container, SessionCreationPolicy policy) throws Exception {
		start(container, policy, "20s");
		gated().fail(this.key, 2);
		try (Wire first = post("ann")) {
			awaitRuns(1);
			try (Wire again = post("ann")) {
				awaitWaiting(1);
				gated().open(this.key);
				Wire.Answer failure = first.read();
				Wire.Answer second = again.read();
				assertThat(second.status()).isEqualTo(failure.status());
				assertThat(timeless(second)).isEqualTo(timeless(failure));
				assertThat(gated().runs(this.key)).isEqualTo(2);
			}
		}
	}

	private static String timeless(Wire.Answer page) {
		return page.text().replaceAll("\"timestamp\":\"[^\"]*\"", "");
	}

	private void start(Container container, SessionCreationPolicy policy, String waitAtMost) {
		this.application = APPLICATIONS.computeIfAbsent(container + " " + policy + waitAtMost,
				(name) -> container.runSecured(Application.class, "weir.idempotency.concurrent=wait",
						"weir.idempotency.wait-at-most=" + waitAtMost, "policy=" + policy));
	}

	private GatedApplication gated() {
		return this.application.bean(GatedApplication.class);
	}

	private Wire post(String user) throws IOException {
		Wire wire = new Wire(this.application.port());
		wire.send(Wire.post("/gated", (user != null) ? user : "nobody", "Idempotency-Key: " + this.key,
				"Content-Type: text/plain", (user != null) ? "Authorization: Bearer " + user : "X-Nobody: yes"));
		return wire;
	}

	private void awaitRuns(int runs) {
		await().atMost(20, TimeUnit.SECONDS).untilAsserted(() -> assertThat(gated().runs(this.key)).isEqualTo(runs));
	}

	private void awaitWaiting(int count) {
		LockTable<?, ?> locks = this.application.bean(LockTable.class);
		await().atMost(20, TimeUnit.SECONDS).untilAsserted(() -> assertThat(locks.waiting()).isEqualTo(count));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(GatedApplication.class)
	static class Application {

		@Bean
		SecurityFilterChain security(HttpSecurity http, @Value("${policy}") SessionCreationPolicy policy) {
			http.csrf((csrf) -> csrf.disable())
				.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
				.addFilterBefore(new TokenFilter(), UsernamePasswordAuthenticationFilter.class);
			if (policy != SessionCreationPolicy.IF_REQUIRED) { // the default, as long as
																// nobody says it
				http.sessionManagement((sessions) -> sessions.sessionCreationPolicy(policy));
			}
			return http.build();
		}

	}

	/**
	 * As most applications that read tokens themselves have one. What it does not do is
	 * to save the context.
	 */
	private static final class TokenFilter extends OncePerRequestFilter {

		@Override
		protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
				throws ServletException, IOException {
			String token = request.getHeader("Authorization");
			if (token != null) {
				SecurityContext context = SecurityContextHolder.createEmptyContext();
				context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
						token.substring("Bearer ".length()), null, AuthorityUtils.createAuthorityList("ROLE_USER")));
				SecurityContextHolder.setContext(context);
			}
			chain.doFilter(request, response);
		}

	}

}
