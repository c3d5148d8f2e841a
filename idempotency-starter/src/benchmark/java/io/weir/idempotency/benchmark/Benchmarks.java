// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the measurements that were asked for, all by default, and prints one table. A new
 * one is a {@link Measurement} more in the map below.
 */
public final class Benchmarks {

	private static final Map<String, Measurement> MEASUREMENTS = new LinkedHashMap<>();

	static {
		MEASUREMENTS.put("locks", new LockMeasurement());
		MEASUREMENTS.put("filter", new FilterMeasurement());
		MEASUREMENTS.put("keys", new UniqueKeysMeasurement());
		MEASUREMENTS.put("stores", new StoresMeasurement());
		MEASUREMENTS.put("waiting", new WaitingMeasurement());
	}

	private Benchmarks() {
	}

	public static void main(String[] names) throws Exception {
		List<String> chosen = (names.length > 0) ? List.of(names) : List.copyOf(MEASUREMENTS.keySet());
		List<Measurement.Row> rows = new ArrayList<>();
		for (String name : chosen) {
			Measurement measurement = MEASUREMENTS.get(name);
			if (measurement == null) {
				throw new IllegalArgumentException("No measurement '" + name + "'; there are " + MEASUREMENTS.keySet());
			}
			System.out.println("Measuring " + name + " ...");
			rows.addAll(measurement.run());
		}
		System.out.println();
		System.out.println("| measured | value | bound |");
		System.out.println("|---|---|---|");
		rows.forEach(System.out::println);
		System.exit(0);
	}

}
