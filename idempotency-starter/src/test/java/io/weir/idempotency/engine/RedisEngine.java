// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * A real Redis server on a port of its own; {@link #shared} is one for all tests of a
 * JVM.
 */
public final class RedisEngine implements AutoCloseable {

	private static @Nullable RedisEngine shared;

	private final Path directory = ServerProcess.newDirectory("redis");

	private final int port;

	private final List<String> options;

	private ServerProcess process;

	private RedisEngine(int port, List<String> options) {
		this.port = port;
		this.options = options;
		this.process = launch();
	}

	public static synchronized RedisEngine shared() {
		if (shared == null) {
			shared = start();
		}
		return shared;
	}

	public static RedisEngine start(String... options) {
		return new RedisEngine(ServerProcess.freePort(), List.of(options));
	}

	/**
	 * Starts a sentinel that watches the primary called {@code primary} by itself.
	 */
	public static RedisEngine startSentinel(int primaryPort) {
		int port = ServerProcess.freePort();
		try {
			Path config = Files.createTempFile(ServerProcess.newDirectory("sentinel"), "sentinel", ".conf");
			Files.writeString(config, """
					sentinel monitor primary 127.0.0.1 %d 1
					sentinel down-after-milliseconds primary 500
					sentinel failover-timeout primary 3000
					""".formatted(primaryPort));
			return new RedisEngine(port, List.of(config.toString(), "--sentinel"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public int port() {
		return this.port;
	}

	public ServerProcess process() {
		return this.process;
	}

	/**
	 * Starts it again on the same port, after a kill. Its data is gone.
	 */
	public void restart() {
		this.process = launch();
	}

	private ServerProcess launch() {
		boolean mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac");
		boolean arm = System.getProperty("os.arch").equals("aarch64");
		String name = "redis-server-7.0.15-" + (mac ? "darwin" : "linux") + (arm ? "-arm64" : "-amd64");
		Path binary = ServerProcess.unpack(name, Path.of("target", "engines", name).toAbsolutePath());
		List<String> command = new ArrayList<>(List.of(binary.toString()));
		if (this.options.contains("--sentinel")) {
			command.addAll(this.options);
			command.addAll(List.of("--port", String.valueOf(this.port), "--bind", "127.0.0.1"));
		}
		else {
			command.addAll(List.of("--port", String.valueOf(this.port), "--bind", "127.0.0.1", "--save", "",
					"--appendonly", "no", "--dir", this.directory.toString()));
			command.addAll(this.options);
		}
		ServerProcess started = ServerProcess.start(this.directory, command);
		started.awaitPort(this.port, Duration.ofSeconds(10));
		return started;
	}

	@Override
	public void close() {
		this.process.close();
	}

}
