// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.sample.load;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The sample, running in a process of its own.
 */
final class SampleProcess implements AutoCloseable {

	private static final Duration START_AT_MOST = Duration.ofSeconds(90);

	private final Process process;

	private final URI base;

	private final Path log;

	private final Path accessLog;

	private final JvmProbe probe;

	private SampleProcess(Process process, URI base, Path log, Path accessLog) throws IOException {
		this.process = process;
		this.base = base;
		this.log = log;
		this.accessLog = accessLog;
		awaitStart();
		this.probe = JvmProbe.attach(process.pid());
	}

	/**
	 * Starts an instance and waits until it answers.
	 * @param options heap, jar and folder
	 * @param name the name of its log files
	 * @param arguments its command line
	 */
	static SampleProcess start(LoadOptions options, String name, List<String> arguments) throws IOException {
		int port = freePort();
		Path folder = Files.createDirectories(options.output()).toAbsolutePath();
		Path log = folder.resolve(name + ".log");
		Path accessLog = folder.resolve(name + "-access.log");
		Files.deleteIfExists(accessLog);
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx" + options.heap(),
						"-XX:+ExitOnOutOfMemoryError"));
		command.addAll((options.jar() != null) ? List.of("-jar", options.jar().toAbsolutePath().toString())
				: List.of("-cp", System.getProperty("java.class.path"), "io.weir.sample.SampleApplication"));
		command.addAll(List.of("--server.port=" + port, "--spring.main.banner-mode=off",
				"--weir.access-log.file.name=" + accessLog));
		command.addAll(arguments);
		Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
		try {
			return new SampleProcess(process, URI.create("http://localhost:" + port), log, accessLog);
		}
		catch (IOException | RuntimeException ex) {
			process.destroyForcibly();
			throw ex;
		}
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	private void awaitStart() throws IOException {
		HttpClient client = HttpClient.newHttpClient();
		HttpRequest request = HttpRequest.newBuilder(this.base.resolve("/live/ping")).timeout(Duration.ofSeconds(5)).build();
		long deadline = System.nanoTime() + START_AT_MOST.toNanos();
		while (System.nanoTime() < deadline && this.process.isAlive()) {
			try {
				client.send(request, BodyHandlers.discarding());
				return;
			}
			catch (IOException ex) {
				pause();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				break;
			}
		}
		throw new IOException("The sample did not start, see " + this.log + ":\n" + tail());
	}

	private static void pause() {
		try {
			TimeUnit.MILLISECONDS.sleep(100);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private String tail() throws IOException {
		List<String> lines = Files.readAllLines(this.log);
		return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
	}

	URI base() {
		return this.base;
	}

	JvmProbe probe() {
		return this.probe;
	}

	Path accessLog() {
		return this.accessLog;
	}

	boolean isAlive() {
		return this.process.isAlive();
	}

	/**
	 * The lines of its log that tell of an error.
	 */
	List<String> errors() throws IOException {
		try (Stream<String> lines = Files.lines(this.log)) {
			return lines.filter((line) -> line.contains(" ERROR ") || line.contains("OutOfMemoryError")).toList();
		}
	}

	@Override
	public void close() {
		this.probe.close();
		this.process.destroy();
		try {
			if (!this.process.waitFor(20, TimeUnit.SECONDS)) {
				this.process.destroyForcibly();
			}
		}
		catch (InterruptedException ex) {
			this.process.destroyForcibly();
			Thread.currentThread().interrupt();
		}
	}

}
