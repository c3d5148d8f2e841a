// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.emit;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.slf4j.MDC;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * A real application on Tomcat that answers with what it was sent, for tests of what is
 * logged.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@RestController
class EchoApplication {

	private static final HttpClient CLIENT = HttpClient.newHttpClient();

	@PostMapping("/echo")
	String echo(@RequestBody String body) {
		// As careless applications do: nobody takes these out again.
		List.of("http", "http.request", "url", "user", "event", "client", "weir", "message")
			.forEach((key) -> MDC.put(key, "application"));
		return body;
	}

	@Bean
	SecurityFilterChain security(HttpSecurity http) {
		return http.csrf((csrf) -> csrf.disable())
			.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
			.build();
	}

	static ServletWebServerApplicationContext run(Class<?> configuration, String... arguments) {
		List<String> all = new ArrayList<>(List
			.of("--server.port=0", "--spring.main.banner-mode=off", "--spring.autoconfigure.exclude="
					+ "org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration"));
		all.addAll(List.of(arguments));
		return (ServletWebServerApplicationContext) new SpringApplication(EchoApplication.class, configuration)
			.run(all.toArray(String[]::new));
	}

	static int post(ServletWebServerApplicationContext context, String path, String body, String... headers)
			throws Exception {
		HttpRequest.Builder request = HttpRequest
			.newBuilder(URI.create("http://localhost:" + context.getWebServer().getPort() + path))
			.timeout(Duration.ofSeconds(10))
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(body));
		if (headers.length > 0) {
			request.headers(headers);
		}
		return CLIENT.send(request.build(), BodyHandlers.discarding()).statusCode();
	}

}
