// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.benchmark;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import jakarta.servlet.Filter;

/**
 * A million unique keys through the filter in a process with a heap of 128 MB.
 */
final class UniqueKeysMeasurement implements Measurement {

	private static final int KEYS = 1_000_000;

	private static final int WARM_UP = 200_000;

	@Override
	public List<Row> run() throws Exception {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xmx128m", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
				UniqueKeysMeasurement.class.getName())
			.redirectErrorStream(true)
			.start();
		String last = "";
		try (BufferedReader reader = process.inputReader()) {
			for (String line = reader.readLine(); line != null; line = reader.readLine()) {
				System.out.println(line);
				last = line;
			}
		}
		if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() != 0) {
			throw new IllegalStateException("The process failed");
		}
		String[] perSecond = last.split(" ");
		double first = Double.parseDouble(perSecond[0]);
		double tenth = Double.parseDouble(perSecond[perSecond.length - 1]);
		return List.of(Row.of("1 M unique keys in 128 MB, keys a second, first and last tenth", "ratio 0.9",
				"%.0f and %.0f, ratio %.2f", first, tenth, tenth / first));
	}

	public static void main(String[] arguments) {
		FilterBench.withFilter((filter) -> {
			pass(filter, 0, WARM_UP);
			StringBuilder perSecond = new StringBuilder();
			for (int tenth = 0; tenth < 10; tenth++) {
				long started = System.nanoTime();
				pass(filter, WARM_UP + tenth * (KEYS / 10), KEYS / 10);
				perSecond.append(Math.round(KEYS / 10 * 1e9 / (System.nanoTime() - started))).append(' ');
			}
			System.out.println(perSecond.toString().trim());
		});
		System.exit(0);
	}

	private static void pass(Filter filter, int from, int count) throws Exception {
		FilterBench handler = new FilterBench();
		for (int i = from; i < from + count; i++) {
			filter.doFilter(new FixedRequest("payment-" + i, FilterBench.JSON), new FixedResponse(), handler);
		}
		if (handler.handled() != count) {
			throw new IllegalStateException("The handler ran " + handler.handled() + " times");
		}
	}

}
