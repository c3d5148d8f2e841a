// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The measured application, running in a process of its own with a heap of 64 MB.
 */
final class ServerProcess implements AutoCloseable {

	private final Process process;

	private final int port;

	ServerProcess(Variant variant, Path folder, int stuckSeconds) throws IOException {
		List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xmx64m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-Dbenchmark.stuckSeconds=" + stuckSeconds,
				"-cp", System.getProperty("java.class.path"), BenchmarkApplication.class.getName()));
		command.addAll(variant.arguments(folder));
		this.process = new ProcessBuilder(command).redirectError(folder.resolve(variant.name() + ".err").toFile()).start();
		this.port = awaitPort();
	}

	private int awaitPort() throws IOException {
		BufferedReader output = this.process.inputReader();
		for (String line = output.readLine(); line != null; line = output.readLine()) {
			if (line.startsWith("PORT ")) {
				return Integer.parseInt(line.substring(5));
			}
		}
		throw new IOException("The server did not start");
	}

	int port() {
		return this.port;
	}

	@Override
	public void close() {
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
