// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A server of the tests in a process of its own, that can be killed, stopped and
 * continued. Ends with this JVM.
 */
public final class ServerProcess implements AutoCloseable {

	private final Process process;

	private final Thread atExit;

	private ServerProcess(Process process) {
		this.process = process;
		this.atExit = new Thread(process::destroyForcibly);
		Runtime.getRuntime().addShutdownHook(this.atExit);
	}

	public static ServerProcess start(Path directory, List<String> command) {
		try {
			ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile())
				.redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("log.txt").toFile()));
			return new ServerProcess(builder.start());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public long pid() {
		return this.process.pid();
	}

	public void awaitPort(int port, Duration atMost) {
		long deadline = System.nanoTime() + atMost.toNanos();
		while (true) {
			try (Socket socket = new Socket()) {
				socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
				return;
			}
			catch (IOException ex) {
				if (!this.process.isAlive() || System.nanoTime() > deadline) {
					throw new IllegalStateException("The server does not listen on " + port, ex);
				}
				LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
			}
		}
	}

	/**
	 * Sends a signal such as KILL, STOP or CONT.
	 */
	public void signal(String name) {
		signal(pid(), name);
		if (name.equals("KILL")) {
			this.process.onExit().join();
		}
	}

	public static void signal(long pid, String name) {
		try {
			new ProcessBuilder("kill", "-" + name, Long.toString(pid)).inheritIO().start().waitFor();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void close() {
		this.process.destroyForcibly().onExit().join();
		Runtime.getRuntime().removeShutdownHook(this.atExit);
	}

	public static int freePort() {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Unpacks a file from the class path, unless it was unpacked before.
	 */
	static Path unpack(String resource, Path target) {
		try (InputStream in = ServerProcess.class.getClassLoader().getResourceAsStream(resource)) {
			if (in == null) {
				throw new IllegalStateException("There is no " + resource + " for this platform");
			}
			if (!Files.exists(target)) {
				Files.createDirectories(target.getParent());
				Path part = Files.createTempFile(target.getParent(), "part", null);
				Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
				part.toFile().setExecutable(true, true);
				Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
			}
			return target;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static Path newDirectory(String name) {
		try {
			Path target = Files.createDirectories(Path.of("target", "engines").toAbsolutePath());
			return Files.createTempDirectory(target, name);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
