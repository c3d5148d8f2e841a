// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures every {@link Variant} and prints one table. {@code -Dbenchmark.requests},
 * {@code -Dbenchmark.rounds}, {@code -Dbenchmark.transfers} and
 * {@code -Dbenchmark.stuckSeconds} scale it; 0 of the last two leaves those out.
 */
final class AccessLogBenchmark {

	private static final int REQUESTS = Integer.getInteger("benchmark.requests", 20_000);

	private static final int ROUNDS = Integer.getInteger("benchmark.rounds", 5);

	private static final int TRANSFERS = Integer.getInteger("benchmark.transfers", 5);

	private static final int STUCK_SECONDS = Integer.getInteger("benchmark.stuckSeconds", 30);

	private static final long TRANSFER = 256L << 20;

	private static final byte[] SMALL = KeepAliveClient.get("/small?page=1&size=20");

	private static final byte[] ECHO = KeepAliveClient.post("/echo", "application/json", echoBody());

	private final Path folder = Files.createTempDirectory("weir-benchmark");

	private AccessLogBenchmark() throws IOException {
	}

	public static void main(String[] args) throws Exception {
		new AccessLogBenchmark().run();
	}

	private void run() throws Exception {
		Map<Variant, Result> results = new EnumMap<>(Variant.class);
		for (Variant variant : Variant.values()) {
			if (variant != Variant.STUCK) {
				System.out.println("measuring " + variant.label());
				results.put(variant, measure(variant));
			}
		}
		Result bare = results.get(Variant.BARE);
		System.out.printf(Locale.ROOT, "%n| %-42s | %14s | %14s | %12s | %10s |%n", "over bare, or against it", "GET small, B",
				"POST echo, B", "256 MB down", "256 MB up");
		System.out.println("|---|---:|---:|---:|---:|");
		results.forEach((variant, result) -> System.out.printf(Locale.ROOT, "| %-42s | %14s | %14s | %12s | %10s |%n",
				variant.label(), bytes(result.small(), bare.small(), variant), bytes(result.echo(), bare.echo(), variant),
				ratio(result.down(), bare.down()), ratio(result.up(), bare.up())));
		System.out.printf("%nAllocated bytes per request, median of %d rounds of %d; transfers: best of %d, heap 64 MB.%n",
				ROUNDS, REQUESTS, TRANSFERS);
		if (STUCK_SECONDS > 0) {
			stuckWriter();
		}
	}

	private Result measure(Variant variant) throws Exception {
		try (ServerProcess server = new ServerProcess(variant, this.folder, 0)) {
			double small;
			double echo;
			try (KeepAliveClient client = new KeepAliveClient(server.port())) {
				small = allocated(client, SMALL);
				echo = allocated(client, ECHO);
			}
			return new Result(small, echo, megabytesPerSecond(server, false), megabytesPerSecond(server, true));
		}
	}

	/**
	 * What all threads of the server allocate for one request, its writing thread's share
	 * included.
	 */
	private static double allocated(KeepAliveClient client, byte[] request) throws IOException {
		for (int i = 0; i < REQUESTS; i++) {
			client.exchange(request);
		}
		List<Double> rounds = new ArrayList<>();
		for (int round = 0; round < ROUNDS; round++) {
			long before = Long.parseLong(client.read("/allocated"));
			for (int i = 0; i < REQUESTS; i++) {
				client.exchange(request);
			}
			rounds.add((Long.parseLong(client.read("/allocated")) - before) / (double) REQUESTS);
		}
		Collections.sort(rounds);
		return rounds.get(ROUNDS / 2);
	}

	private static double megabytesPerSecond(ServerProcess server, boolean up) {
		double best = 0;
		for (int i = 0; i < TRANSFERS; i++) {
			try (KeepAliveClient client = new KeepAliveClient(server.port())) {
				long start = System.nanoTime();
				if (up) {
					client.upload(TRANSFER);
				}
				else {
					client.exchange(KeepAliveClient.get("/download/" + TRANSFER));
				}
				best = Math.max(best, TRANSFER / 1e6 / ((System.nanoTime() - start) / 1e9));
			}
			catch (IOException ex) {
				System.out.println("  " + (up ? "upload" : "download") + " failed: " + ex.getMessage());
				return Double.NaN;
			}
		}
		return best;
	}

	private void stuckWriter() throws Exception {
		double bare = percentile99(Variant.BARE, null);
		long[] exchanges = new long[3];
		double stuck = percentile99(Variant.STUCK, exchanges);
		System.out.printf(Locale.ROOT, "%nWriter stuck for %d s: p99 %.3f ms, bare %.3f ms, ratio %.2f; "
				+ "%d exchanges, %d written, %d dropped%n", STUCK_SECONDS, stuck, bare, stuck / bare, exchanges[0], exchanges[1],
				exchanges[2]);
	}

	private double percentile99(Variant variant, long[] exchanges) throws Exception {
		try (ServerProcess server = new ServerProcess(variant, this.folder, STUCK_SECONDS);
				KeepAliveClient client = new KeepAliveClient(server.port())) {
			long start = System.nanoTime();
			long[] nanos = new long[1 << 22];
			int count = 0;
			int warmUp = 0;
			while (System.nanoTime() - start < STUCK_SECONDS * 1_000_000_000L && count < nanos.length) {
				long before = System.nanoTime();
				client.exchange(SMALL);
				if (before - start < STUCK_SECONDS * 300_000_000L) {
					warmUp++;
				}
				else {
					nanos[count++] = System.nanoTime() - before;
				}
			}
			if (exchanges != null) {
				awaitAllCounted(client, warmUp + count, exchanges);
			}
			Arrays.sort(nanos, 0, count);
			return nanos[(int) (count * 0.99)] / 1e6;
		}
	}

	// Each look is an exchange of its own.
	private static void awaitAllCounted(KeepAliveClient client, long sent, long[] exchanges) throws Exception {
		for (int look = 0; look < 100; look++) {
			String json = client.read("/entries");
			exchanges[0] = sent + look;
			exchanges[1] = Long.parseLong(json.replaceAll(".*\"WRITTEN\":(\\d+).*", "$1"));
			exchanges[2] = Long.parseLong(json.replaceAll(".*\"DROPPED\":(\\d+).*", "$1"));
			if (exchanges[0] == exchanges[1] + exchanges[2]) {
				return;
			}
			Thread.sleep(100);
		}
	}

	private static String bytes(double allocated, double bare, Variant variant) {
		return String.format(Locale.ROOT, (variant == Variant.BARE) ? "%,.0f" : "%+,.0f",
				(variant == Variant.BARE) ? allocated : allocated - bare);
	}

	private static String ratio(double value, double bare) {
		if (TRANSFERS == 0) {
			return "-";
		}
		return Double.isNaN(value) ? "failed" : String.format(Locale.ROOT, "%.2f (%,.0f MB/s)", value / bare, value);
	}

	private static String echoBody() {
		StringBuilder body = new StringBuilder("{\"items\":[");
		for (int i = 0; i < 20; i++) {
			body.append((i > 0) ? "," : "").append("{\"id\":").append(1000 + i).append(",\"name\":\"a name of some length\",")
				.append("\"ok\":true}");
		}
		return body.append("],\"state\":\"whole\"}").toString();
	}

	/**
	 * What was measured of a variant.
	 *
	 * @param small bytes allocated for a small request
	 * @param echo bytes allocated for an echo of 1.2 KB
	 * @param down megabytes per second of a download, or not a number when it failed
	 * @param up megabytes per second of an upload, or not a number when it failed
	 */
	private record Result(double small, double echo, double down, double up) {
	}

}
