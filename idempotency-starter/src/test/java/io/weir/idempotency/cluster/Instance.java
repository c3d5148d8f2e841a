// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/**
 * An instance of the payment service in this JVM, on a port of its own.
 */
final class Instance implements AutoCloseable {

	static final String[] QUIET = { "--spring.main.banner-mode=off", "--logging.level.root=ERROR",
			"--spring.jmx.enabled=false",
			"--spring.autoconfigure.exclude=org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration,"
					+ "org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration,"
					+ "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration,"
					+ "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration,"
					+ "org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration,"
					+ "org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration" };

	private static final HttpClient client = HttpClient.newBuilder()
		.connectTimeout(Duration.ofSeconds(5))
		.version(HttpClient.Version.HTTP_1_1)
		.build();

	final ServletWebServerApplicationContext context;

	private Instance(ServletWebServerApplicationContext context) {
		this.context = context;
	}

	static Instance start(List<String> properties) {
		List<String> arguments = new ArrayList<>(List.of(QUIET));
		arguments.add("--server.port=0");
		properties.forEach((property) -> arguments.add("--" + property));
		return new Instance((ServletWebServerApplicationContext) SpringApplication.run(PaymentApplication.class,
				arguments.toArray(String[]::new)));
	}

	int port() {
		return this.context.getWebServer().getPort();
	}

	HttpResponse<String> pay(String key) {
		return pay(key, "/payments");
	}

	HttpResponse<String> pay(@Nullable String key, String path) {
		return pay(port(), key, path);
	}

	static HttpResponse<String> pay(int port, @Nullable String key, String path) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
			.timeout(Duration.ofSeconds(30))
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString("12"));
		if (key != null) {
			request.header("Idempotency-Key", key);
		}
		try {
			return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Repeats the payment until it is answered by something else than 409 or 503.
	 */
	HttpResponse<String> payUntilAnswered(String key, Duration atMost) {
		long deadline = System.nanoTime() + atMost.toNanos();
		while (true) {
			HttpResponse<String> answer = pay(key);
			if ((answer.statusCode() != 409 && answer.statusCode() != 503) || System.nanoTime() > deadline) {
				return answer;
			}
			LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
		}
	}

	@Override
	public void close() {
		this.context.close();
	}

}
