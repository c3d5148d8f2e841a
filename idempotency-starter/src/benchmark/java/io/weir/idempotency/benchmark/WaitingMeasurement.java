// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.benchmark;

import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Ten thousand repeats that wait for one slow request, on a server with fifty threads.
 */
final class WaitingMeasurement implements Measurement {

	private static final int CLIENTS = Integer.getInteger("clients", 10_000);

	private static final int PINGS = Integer.getInteger("pings", 3000);

	private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	@Override
	public List<Row> run() throws Exception {
		Process server = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xmx2g", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
				WaitingServer.class.getName())
			.redirectErrorStream(true)
			.start();
		BufferedReader output = server.inputReader();
		try {
			String line = output.readLine();
			while (line != null && !line.startsWith("PORT ")) {
				System.out.println(line);
				line = output.readLine();
			}
			if (line == null) {
				throw new IllegalStateException("The server did not start");
			}
			CompletableFuture.runAsync(() -> output.lines().forEach(System.out::println));
			return measure(Integer.parseInt(line.substring(5)));
		}
		finally {
			server.destroyForcibly().waitFor();
		}
	}

	private List<Row> measure(int port) throws Exception {
		pingP99(port);
		double before = pingP99(port);
		try (ManyClients clients = new ManyClients(port, "POST /slow HTTP/1.1\r\nHost: localhost\r\n"
				+ "Idempotency-Key: the-same\r\nContent-Length: 0\r\n\r\n")) {
			for (int i = 0; i <= CLIENTS; i++) {
				clients.add();
			}
			double during = pingP99(port);
			long released = System.nanoTime();
			send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/release"))
				.POST(HttpRequest.BodyPublishers.noBody()));
			clients.readUntil(CLIENTS + 1, 30_000);
			double seconds = (System.nanoTime() - released) / 1e9;
			return List.of(
					Row.of(CLIENTS + " wait, 50 threads: p99 of an unrelated GET, before and while", "ratio 1.5",
							"%.2f and %.2f ms, ratio %.2f", before, during, during / before),
					Row.of(CLIENTS + " wait, 50 threads: all answered after the first completes", "2 s",
							"%d replays, %d others, %.2f s", clients.replayed(), clients.others(), seconds));
		}
	}

	private double pingP99(int port) throws Exception {
		long[] nanos = new long[PINGS];
		for (int i = 0; i < PINGS; i++) {
			long started = System.nanoTime();
			send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/ping")));
			nanos[i] = System.nanoTime() - started;
		}
		Arrays.sort(nanos);
		return nanos[PINGS * 99 / 100] / 1e6;
	}

	private void send(HttpRequest.Builder request) throws Exception {
		if (this.http.send(request.build(), BodyHandlers.discarding()).statusCode() != 200) {
			throw new IllegalStateException("Not answered");
		}
	}

}
