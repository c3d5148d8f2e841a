// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.engine;

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
		List<String> command = new ArrayList<>(List.of(binary.toString(), "--port", String.valueOf(this.port), "--bind",
				"127.0.0.1", "--save", "", "--appendonly", "no", "--dir", this.directory.toString()));
		command.addAll(this.options);
		ServerProcess started = ServerProcess.start(this.directory, command);
		started.awaitPort(this.port, Duration.ofSeconds(10));
		return started;
	}

	@Override
	public void close() {
		this.process.close();
	}

}
