// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.sample.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Starts the engine that {@code sample.engine.name} names at {@code sample.engine.port},
 * unless something listens there already (the engine of another instance) or
 * {@code sample.engine.url} is the address of a real one. It ends with the instance that
 * started it.
 */
public class EngineStarter implements EnvironmentPostProcessor, Ordered {

	@Override
	public int getOrder() {
		// After application.yml was read.
		return Ordered.LOWEST_PRECEDENCE;
	}

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		String engine = environment.getProperty("sample.engine.name", "none");
		int port = environment.getProperty("sample.engine.port", Integer.class, 0);
		String url = environment.getProperty("sample.engine.url", "");
		if (engine.equals("none") || !url.contains("localhost:" + port) || listens(port)) {
			return;
		}
		try {
			if (engine.equals("redis")) {
				startRedis(port);
			}
			else {
				EmbeddedPostgres.builder().setPort(port).start();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException("No " + engine + " could be started at port " + port, ex);
		}
	}

	private static void startRedis(int port) throws IOException {
		boolean mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac");
		String machine = System.getProperty("os.arch").equals("aarch64") ? "-arm64" : "-amd64";
		String name = "redis-server-7.0.15-" + (mac ? "darwin" : "linux") + machine;
		Path folder = Files.createTempDirectory("weir-redis");
		Path binary = folder.resolve(name);
		try (InputStream in = EngineStarter.class.getResourceAsStream("/" + name)) {
			if (in == null) {
				throw new IOException("There is no " + name + " on the class path");
			}
			Files.copy(in, binary);
		}
		binary.toFile().setExecutable(true);
		Process process = new ProcessBuilder(binary.toString(), "--port", String.valueOf(port), "--bind", "127.0.0.1",
				"--save", "", "--appendonly", "no", "--maxmemory-policy", "noeviction", "--dir", folder.toString())
			.redirectErrorStream(true)
			.redirectOutput(folder.resolve("redis.log").toFile())
			.start();
		Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
		awaitPort(port, process);
	}

	private static void awaitPort(int port, Process process) throws IOException {
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
		while (!listens(port)) {
			try {
				if (System.nanoTime() > deadline || process.waitFor(50, TimeUnit.MILLISECONDS)) {
					throw new IOException("Redis does not listen");
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new IOException(ex);
			}
		}
	}

	private static boolean listens(int port) {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress("localhost", port), 500);
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

}
