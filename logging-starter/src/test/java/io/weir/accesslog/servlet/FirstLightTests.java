// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.servlet;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.weir.accesslog.AccessLogEntry;
import io.weir.accesslog.AccessLogWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One exchange over HTTP on each container.
 */
class FirstLightTests {

	private static final BlockingQueue<AccessLogEntry> ENTRIES = new LinkedBlockingQueue<>();

	@ParameterizedTest
	@ValueSource(
			strings = { "org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration",
					"org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration" })
	void logsOneEntryWhenAnExchangeIsOver(String excluded) throws Exception {
		try (ServletWebServerApplicationContext context = (ServletWebServerApplicationContext) SpringApplication
			.run(App.class, "--server.port=0", "--spring.autoconfigure.exclude=" + excluded)) {
			int port = context.getWebServer().getPort();
			HttpClient client = HttpClient.newHttpClient();
			int status = client
				.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/hello/7?a=b"))
					.timeout(Duration.ofSeconds(5))
					.build(), BodyHandlers.ofString())
				.statusCode();
			assertThat(status).isEqualTo(200);
			AccessLogEntry entry = ENTRIES.poll(5, TimeUnit.SECONDS);
			System.out.println(context.getWebServer() + " " + entry);
			assertThat(entry).isNotNull();
			assertThat(entry.response().bodyBytes()).isEqualTo(7);
			assertThat(entry.handling().route()).isEqualTo("/hello/{id}");
			client.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/boom"))
				.timeout(Duration.ofSeconds(5))
				.build(), BodyHandlers.ofString());
			entry = ENTRIES.poll(5, TimeUnit.SECONDS);
			System.out.println(entry);
			assertThat(entry.response().status()).isEqualTo(500);
			assertThat(entry.response().bodyBytes()).isGreaterThan(20);
			assertThat(ENTRIES.poll(200, TimeUnit.MILLISECONDS)).isNull();
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@RestController
	static class App {

		@GetMapping("/hello/{id}")
		String hello(@PathVariable String id) {
			return "hello " + id;
		}

		@GetMapping("/boom")
		String boom() {
			throw new IllegalStateException("boom");
		}

		@Bean
		SecurityFilterChain security(HttpSecurity http) {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll()).build();
		}

		@Bean
		AccessLogWriter writer() {
			return ENTRIES::add;
		}

	}

}
