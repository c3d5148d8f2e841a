// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.weir.idempotency.engine.ServerProcess;

/**
 * An instance in a process of its own, that dies and comes back on the same port.
 */
final class CampaignInstance implements AutoCloseable {

	private final int port = ServerProcess.freePort();

	private final List<String> command = new ArrayList<>();

	private final Path directory;

	private volatile ServerProcess process;

	CampaignInstance(int number, List<String> properties) {
		this.command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m",
				"-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-cp",
				System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
				PaymentApplication.class.getName()));
		this.command.addAll(List.of(Instance.QUIET));
		properties.forEach((property) -> this.command.add("--" + property));
		this.command.addAll(List.of("--server.port=" + this.port, "--instance=" + number,
				"--spring.main.lazy-initialization=true"));
		try {
			this.directory = Files.createDirectories(Path.of("target", "campaign", "instance" + number))
				.toAbsolutePath();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.process = ServerProcess.start(this.directory, this.command);
	}

	int port() {
		return this.port;
	}

	void awaitStart() {
		this.process.awaitPort(this.port, Duration.ofSeconds(180));
	}

	void kill() {
		this.process.signal("KILL");
	}

	void restart() {
		for (int attempt = 1;; attempt++) {
			this.process = ServerProcess.start(this.directory, this.command);
			try {
				awaitStart();
				return;
			}
			catch (IllegalStateException ex) {
				if (attempt == 3) {
					throw ex;
				}
				this.process.close(); // a busy machine
			}
		}
	}

	void pause() {
		this.process.signal("STOP");
	}

	void resume() {
		this.process.signal("CONT");
	}

	@Override
	public void close() {
		this.process.close();
	}

}
