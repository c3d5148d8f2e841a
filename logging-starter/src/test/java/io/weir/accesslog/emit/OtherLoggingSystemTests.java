// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.emit;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Log4j2 in the place of Logback, in a process of its own, as both cannot be on one class
 * path.
 */
class OtherLoggingSystemTests {

	private static final Path LOG4J2 = Path.of("target/log4j2");

	@TempDir
	Path folder;

	@Test
	void entryHasItsMessageAndItsFieldsWhenLog4j2Logs() throws Exception {
		String output = run(0, "--logging.structured.format.console=logstash", "--weir.access-log.headers.request=a");
		JsonNode entry = output.lines()
			.filter((line) -> line.contains("\"weir.access\""))
			.map((line) -> JsonMapper.shared().readTree(line))
			.findFirst()
			.orElseThrow(() -> new AssertionError(output));
		assertThat(entry.path("message").asString()).contains("\"POST /echo HTTP/1.1\" 200 8");
		assertThat(entry.path("http.request.method").asString()).isEqualTo("POST");
		assertThat(entry.path("http.response.status_code").asString()).isEqualTo("200");
		assertThat(entry.path("http.request.headers").asString()).isEqualTo("{\"a\":[\"1\"]}");
		assertThat(entry.path("url").isMissingNode()).isTrue();
	}

	@Test
	void startFailsAndSaysWhyWhenAFileIsAskedForWithoutLogback() throws Exception {
		assertThat(run(1, "--weir.access-log.file.name=" + this.folder.resolve("access.log")))
			.contains("weir.access-log.file.name", "Logback", "appender of its own");
	}

	private String run(int exitValue, String... arguments) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m",
						"-XX:+UseSerialGC", "-cp", classPath(), Application.class.getName()));
		command.addAll(List.of(arguments));
		Path output = this.folder.resolve("output");
		Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
		try {
			assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
			String text = Files.readString(output, StandardCharsets.UTF_8);
			assertThat(process.exitValue()).as(text).isEqualTo(exitValue);
			return text;
		}
		finally {
			process.destroyForcibly();
		}
	}

	private static String classPath() throws IOException {
		List<String> path = new ArrayList<>(Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> !entry.contains("logback-") && !entry.contains("log4j-"))
			.toList());
		try (Stream<Path> jars = Files.list(LOG4J2)) {
			jars.map(Path::toString).forEach(path::add);
		}
		return String.join(File.pathSeparator, path);
	}

	/**
	 * What runs in the process.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Application {

		public static void main(String[] args) throws Exception {
			try (var context = EchoApplication.run(Application.class, args)) {
				EchoApplication.post(context, "/echo", "{\"a\": 1}", "a", "1");
			}
			System.exit(0);
		}

	}

}
