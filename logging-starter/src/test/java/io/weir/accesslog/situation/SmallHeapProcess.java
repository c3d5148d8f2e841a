// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.situation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The application of all situations in a process of its own, whose heap is 128 MB, and
 * which dies when that is not enough.
 */
final class SmallHeapProcess implements AutoCloseable {

	private final Process process;

	private final int port;

	SmallHeapProcess(Container container, String... properties) throws IOException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m",
						"-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-cp", System.getProperty("java.class.path"),
						Application.class.getName(), container.name()));
		command.addAll(List.of(properties));
		this.process = new ProcessBuilder(command).redirectErrorStream(true).start();
		this.port = awaitPort(this.process.inputReader());
	}

	private int awaitPort(BufferedReader output) throws IOException {
		StringBuilder seen = new StringBuilder();
		for (String line = output.readLine(); line != null; line = output.readLine()) {
			if (line.startsWith("PORT ")) {
				Thread drain = new Thread(() -> output.lines().forEach((ignored) -> {
				}));
				drain.setDaemon(true);
				drain.start();
				return Integer.parseInt(line.substring(5));
			}
			seen.append(line).append('\n');
		}
		throw new IOException("The application did not start:\n" + seen);
	}

	int port() {
		return this.port;
	}

	/**
	 * The most that the gauge of kept bodies ever showed, and what it shows now.
	 */
	long[] bodyMemory() {
		try (RawConnection connection = new RawConnection(this.port)) {
			byte[] answer = connection.send("GET /body-memory HTTP/1.0\r\n\r\n").readToEnd();
			String[] values = RawResponse.parse(answer).text().split(" ");
			return new long[] { Long.parseLong(values[0]), Long.parseLong(values[1]) };
		}
		catch (IOException ex) {
			throw new UncheckedIOException("alive: " + this.process.isAlive(), ex);
		}
	}

	@Override
	public void close() throws InterruptedException {
		this.process.destroy();
		if (!this.process.waitFor(10, TimeUnit.SECONDS)) {
			this.process.destroyForcibly();
		}
	}

	/**
	 * What runs in the process.
	 */
	static class Application {

		public static void main(String[] args) {
			String[] properties = List.of(args).subList(1, args.length).toArray(String[]::new);
			var context = SituationApplication.start(Container.valueOf(args[0]), new Class<?>[] { BodyMemory.class },
					properties);
			System.out.println("PORT " + SituationApplication.port(context));
		}

	}

	/**
	 * Looks at the gauge all the time.
	 */
	@RestController
	static class BodyMemory {

		private final MeterRegistry meters;

		private final AtomicLong highest = new AtomicLong();

		BodyMemory(MeterRegistry meters) {
			this.meters = meters;
			Thread watch = new Thread(this::watch, "watch");
			watch.setDaemon(true);
			watch.start();
		}

		private void watch() {
			while (true) {
				this.highest.accumulateAndGet(now(), Math::max);
			}
		}

		private long now() {
			var gauge = this.meters.find("weir.access.log.body.memory").gauge();
			return (gauge != null) ? (long) gauge.value() : 0;
		}

		@GetMapping("/body-memory")
		String bodyMemory() {
			return this.highest + " " + now();
		}

	}

}
