// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.situation;

import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.weir.accesslog.AccessLogEntry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Pages that the container writes itself, below the filter: there is no error page, or
 * security refuses that one, too.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ContainerAnswerTests {

	private ServletWebServerApplicationContext withPage;

	private ServletWebServerApplicationContext withoutPage;

	abstract Container container();

	@BeforeAll
	void start() {
		Class<?>[] beside = { CollectedEntries.class, ClosedErrorPage.class };
		this.withPage = SituationApplication.start(container(), beside, "weir.access-log.headers.response=*");
		this.withoutPage = SituationApplication.start(container(), "weir.access-log.headers.response=*",
				"spring.autoconfigure.exclude=" + container().excluded() + ","
						+ ErrorMvcAutoConfiguration.class.getName());
	}

	@AfterAll
	void stop() {
		this.withPage.close();
		this.withoutPage.close();
	}

	@ParameterizedTest
	@CsvSource({ "GET, 401", "POST, 401", "HEAD, 401" })
	void logsWhatTheSocketSawWhenTheErrorPageIsRefused(String method, int status) throws Exception {
		assertSame(this.withPage, Situation.of("closed " + method, method, "/closed"), status);
	}

	@ParameterizedTest
	@CsvSource({ "boom, 500", "write-and-boom, 500", "send-error, 418", "write-and-send-error, 404", "timeout, 500",
			"own-exception, 500" })
	void logsWhatTheSocketSawWhenThereIsNoErrorPage(String path, int status) throws Exception {
		assertSame(this.withoutPage, Situation.of(path, "GET", "/edge/" + path).header("Accept-Language", "fr"),
				status);
	}

	@ParameterizedTest
	@CsvSource({ "hello, GET, /hello/you", "big, GET, /big", "stream, GET, /stream/100000" })
	void logsTheHeadersThatTheContainerAdds(String name, String method, String path) throws Exception {
		assertSame(this.withPage, Situation.of(name, method, path), 200);
	}

	private void assertSame(ServletWebServerApplicationContext context, Situation situation, int status)
			throws Exception {
		RawResponse response;
		try (RawConnection connection = new RawConnection(SituationApplication.port(context))) {
			response = RawResponse.parse(connection.send(situation.request()).readToEnd());
		}
		AccessLogEntry entry = context.getBean(CollectedEntries.class).await(situation.name());
		assertThat(response.status()).isEqualTo(status);
		assertThat(entry.response().status()).isEqualTo(status);
		assertThat(entry.response().bodyBytes()).isEqualTo(response.body().length);
		assertThat(entry.handling().aborted()).isFalse();
		// Jetty adds these two when it writes the head, unseen by all.
		Set<String> unseen = (container() == Container.JETTY) ? Set.of("connection", "transfer-encoding") : Set.of();
		List<String> names = response.head()
			.lines()
			.skip(1)
			.map((line) -> line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT))
			.filter((name) -> !unseen.contains(name))
			.toList();
		assertThat(entry.response().headers().keySet()).map((name) -> name.toLowerCase(Locale.ROOT)).containsAll(names);
	}

	/**
	 * Refuses the error page as it does the request.
	 */
	@Configuration(proxyBeanMethods = false)
	static class ClosedErrorPage {

		@Bean
		@Order(0)
		SecurityFilterChain closed(HttpSecurity http) {
			return http.securityMatcher("/closed", "/error")
				.httpBasic(Customizer.withDefaults())
				.csrf((csrf) -> csrf.disable())
				.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
				.build();
		}

	}

	static class TomcatTests extends ContainerAnswerTests {

		@Override
		Container container() {
			return Container.TOMCAT;
		}

	}

	static class JettyTests extends ContainerAnswerTests {

		@Override
		Container container() {
			return Container.JETTY;
		}

	}

}
