// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.autoconfigure;

import java.io.File;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.weir.idempotency.engine.ServerProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The starter in a plain Spring MVC application, in a process of its own: nothing that it
 * can do without is on the class path.
 */
class PlainClassPathTests {

	private static final List<String> OPTIONAL = List.of("micrometer-core", "micrometer-jakarta",
			"spring-boot-micrometer", "actuator", "spring-boot-health", "jdbc", "spring-tx", "redis", "lettuce",
			"security", "h2-", "postgres", "mariadb", "jetty", "spring-data");

	@Test
	void replaysWhenThereIsNeitherActuatorNorMicrometerNorADatabase(@TempDir Path directory) throws Exception {
		int port = ServerProcess.freePort();
		String classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> OPTIONAL.stream().noneMatch(new File(entry).getName()::contains))
			.collect(Collectors.joining(File.pathSeparator));
		ServerProcess process = ServerProcess.start(directory, List.of(System.getProperty("java.home") + "/bin/java",
				"-Xmx128m", "-XX:TieredStopAtLevel=1", "-cp", classPath, App.class.getName(), "--server.port=" + port));
		try (process) {
			process.awaitPort(port, Duration.ofSeconds(60));
			assertThat(send(port, "GET", "/missing").body()).isEqualTo("true");
			HttpResponse<String> first = send(port, "POST", "/plain");
			HttpResponse<String> repeat = send(port, "POST", "/plain");
			assertThat(first.body()).isEqualTo("run 1");
			assertThat(repeat.body()).isEqualTo("run 1");
			assertThat(repeat.headers().firstValue("Idempotent-Replayed")).contains("true");
		}
	}

	private static HttpResponse<String> send(int port, String method, String path) throws Exception {
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
				.header("Idempotency-Key", "k")
				.timeout(Duration.ofSeconds(30))
				.method(method, HttpRequest.BodyPublishers.noBody())
				.build(), HttpResponse.BodyHandlers.ofString());
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@RestController
	static class App {

		private final AtomicInteger runs = new AtomicInteger();

		public static void main(String[] arguments) {
			SpringApplication.run(App.class, arguments);
		}

		@PostMapping("/plain")
		String plain() {
			return "run " + this.runs.incrementAndGet();
		}

		@GetMapping("/missing")
		boolean missing() {
			return Stream
				.of("io.micrometer.core.instrument.MeterRegistry",
						"org.springframework.boot.actuate.endpoint.annotation.Endpoint",
						"org.springframework.transaction.PlatformTransactionManager")
				.noneMatch((name) -> ClassUtils.isPresent(name, null));
		}

	}

}
