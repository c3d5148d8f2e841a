// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.sample.load;

import java.util.ArrayList;
import java.util.List;

/**
 * The sample's meters at one moment, as {@code /actuator/prometheus} told them.
 *
 * @param samples one for each line
 */
record Counters(List<Sample> samples) {

	/**
	 * What Prometheus' naming puts behind a meter's name.
	 */
	private static final List<String> SUFFIXES = List.of("", "_bytes", "_total", "_bytes_total");

	/**
	 * One line of the exposition.
	 *
	 * @param name the name in Prometheus' form, {@code weir_access_log_entries_total}
	 * @param labels the text between the braces, may be empty
	 * @param value the value
	 */
	record Sample(String name, String labels, double value) {
	}

	static Counters parse(String exposition) {
		List<Sample> samples = new ArrayList<>();
		for (String line : exposition.split("\n")) {
			if (line.isEmpty() || line.startsWith("#")) {
				continue;
			}
			int brace = line.indexOf('{');
			int end = (brace < 0) ? line.indexOf(' ') : line.lastIndexOf('}') + 1;
			String name = line.substring(0, (brace < 0) ? end : brace);
			String labels = (brace < 0) ? "" : line.substring(brace + 1, end - 1);
			samples.add(new Sample(name, labels, Double.parseDouble(line.substring(end).trim().split(" ")[0])));
		}
		return new Counters(samples);
	}

	/**
	 * The sum over all lines of a meter that carry all the labels, 0 when there is none.
	 * @param meter the meter's own name, {@code weir.access.log.entries}
	 * @param labels as they stand in the line, {@code result="written"}
	 */
	double sum(String meter, String... labels) {
		String base = meter.replace('.', '_');
		return this.samples.stream()
			.filter((sample) -> SUFFIXES.stream().anyMatch((suffix) -> sample.name().equals(base + suffix)))
			.filter((sample) -> List.of(labels).stream().allMatch(sample.labels()::contains))
			.mapToDouble(Sample::value)
			.sum();
	}

	/**
	 * The meters of several instances together.
	 */
	Counters and(Counters others) {
		List<Sample> all = new ArrayList<>(this.samples);
		all.addAll(others.samples);
		return new Counters(all);
	}

}
