// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.sample.browser;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.springframework.util.FileSystemUtils;

/**
 * A headless Chromium with a fresh profile, in a process of its own.
 */
public final class Chromium implements AutoCloseable {

	private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome", "chrome");

	private static final Duration START_AT_MOST = Duration.ofSeconds(40);

	private final Process process;

	private final Path profile;

	private final String pageSocket;

	private Chromium(Process process, Path profile) throws IOException, InterruptedException {
		this.process = process;
		this.profile = profile;
		this.pageSocket = "ws://127.0.0.1:" + awaitPort();
	}

	/**
	 * The browser of this machine, if there is one on the path.
	 * @return its executable
	 */
	public static Optional<Path> executable() {
		return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
			.flatMap((folder) -> NAMES.stream().map((name) -> Path.of(folder, name)))
			.filter(Files::isExecutable)
			.findFirst();
	}

	public static Chromium start(Path executable) throws IOException, InterruptedException {
		Path profile = Files.createTempDirectory("weir-chromium");
		Process process = new ProcessBuilder(executable.toString(), "--headless=new", "--no-sandbox", "--disable-gpu",
				"--disable-quic", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking",
				"--disable-component-update", "--disable-sync", "--hide-scrollbars", "--remote-debugging-port=0",
				"--user-data-dir=" + profile, "about:blank")
			.redirectErrorStream(true)
			.redirectOutput(profile.resolve("chromium.log").toFile())
			.start();
		return new Chromium(process, profile);
	}

	// The file's first line is the port, its second the path of the browser's socket.
	private String awaitPort() throws IOException, InterruptedException {
		Path file = this.profile.resolve("DevToolsActivePort");
		long deadline = System.nanoTime() + START_AT_MOST.toNanos();
		while (System.nanoTime() < deadline && this.process.isAlive()) {
			if (Files.exists(file)) {
				List<String> lines = Files.readAllLines(file);
				if (lines.size() >= 2) {
					return lines.get(0) + lines.get(1);
				}
			}
			TimeUnit.MILLISECONDS.sleep(50);
		}
		close();
		throw new IOException("Chromium did not start");
	}

	/**
	 * Opens a page.
	 * @return the page, on {@code about:blank}
	 */
	public Page open() {
		return new Page(this.pageSocket);
	}

	@Override
	public void close() throws IOException {
		try (Stream<ProcessHandle> children = this.process.descendants()) {
			children.forEach(ProcessHandle::destroyForcibly);
		}
		this.process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
		FileSystemUtils.deleteRecursively(this.profile);
	}

}
