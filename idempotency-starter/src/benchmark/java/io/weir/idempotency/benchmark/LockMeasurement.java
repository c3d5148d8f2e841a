// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * {@link LockBenchmark}, with what it allocates.
 */
final class LockMeasurement implements Measurement {

	private static final Map<String, String> NAMES = Map.of("lockTable", "lock table",
			"lockTableThatKeepsNoIdleEntries", "lock table, lock-idle-expiry 0", "mapOfReentrantLocks",
			"ConcurrentHashMap of ReentrantLock (never shrinks)", "striped", "Guava Striped (strangers block)");

	@Override
	public List<Row> run() throws Exception {
		Options options = new OptionsBuilder().include(LockBenchmark.class.getName())
			.forks(1)
			.warmupIterations(5)
			.warmupTime(TimeValue.seconds(1))
			.measurementIterations(5)
			.measurementTime(TimeValue.seconds(1))
			.addProfiler(GCProfiler.class)
			.build();
		List<Row> rows = new ArrayList<>();
		for (RunResult result : new Runner(options).run()) {
			String name = result.getPrimaryResult().getLabel();
			rows.add(Row.of("Acquire and release, " + NAMES.get(name), name.equals("lockTable") ? "300 ns, 200 B" : "",
					"%.0f ns, %.0f B", result.getPrimaryResult().getScore(),
					result.getSecondaryResults().get("gc.alloc.rate.norm").getScore()));
		}
		return rows;
	}

}
