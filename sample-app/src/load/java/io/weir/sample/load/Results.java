// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.sample.load;

import java.util.List;
import java.util.Locale;

/**
 * All that a run found.
 *
 * @param options what was asked for
 * @param checks what must hold, and whether it does
 * @param timeline what clients saw
 * @param moments what looks at the sample showed
 * @param naive the naive twin
 * @param before the sample at rest before the load
 * @param after the sample at rest after it
 * @param complaints the first of what went wrong
 */
record Results(LoadOptions options, List<Check> checks, Timeline timeline, List<Moment> moments, Twin naive,
		Rest before, Rest after, List<String> complaints) {

	boolean holds() {
		return this.checks.stream().allMatch(Check::holds);
	}

	/**
	 * The table for the terminal.
	 */
	String table() {
		StringBuilder table = new StringBuilder("\n");
		for (Outcome outcome : Outcome.values()) {
			row(table, outcome.name().toLowerCase(Locale.ROOT), this.timeline.total(outcome));
		}
		Latencies latencies = this.timeline.latencies();
		table.append(String.format(Locale.ROOT, "%n  latency of %,d small requests: p50 %.1f ms, p90 %.1f, p99 %.1f, p99.9 %.1f%n",
				latencies.count(), latencies.millis(0.5), latencies.millis(0.9), latencies.millis(0.99),
				latencies.millis(0.999)));
		table.append(String.format(Locale.ROOT, "  heap after GC: %.1f MB before, %.1f MB after%n%n",
				this.before.heapBytes() / 1048576.0, this.after.heapBytes() / 1048576.0));
		if (this.moments.size() > Drive.SETTLED_SECONDS) {
			moment(table, this.moments.get(Drive.SETTLED_SECONDS));
			moment(table, this.moments.get(this.moments.size() - 1));
			table.append('\n');
		}
		for (Check check : this.checks) {
			table.append(String.format(Locale.ROOT, "  %s  %-46s %17s %17s%n", check.holds() ? "ok    " : "BROKEN",
					check.name(), check.expected(), check.actual()));
		}
		this.complaints.forEach((complaint) -> table.append("  ! ").append(complaint).append('\n'));
		long broken = this.checks.stream().filter((check) -> !check.holds()).count();
		table.append(String.format(Locale.ROOT, "%n  %s%n",
				(broken == 0) ? "All " + this.checks.size() + " checks hold." : broken + " checks are BROKEN."));
		return table.toString();
	}

	private static void moment(StringBuilder table, Moment moment) {
		table.append(String.format(Locale.ROOT,
				"  at %5.0f s: heap after GC %.1f MB, threads %d, locks %d, open files %d, records %.1f MB%n",
				moment.second(), moment.heapAfterGcBytes() / 1048576.0, moment.threads(), moment.locks(),
				moment.openFiles(), moment.recordBytes() / 1048576.0));
	}

	private static void row(StringBuilder table, String name, long count) {
		table.append(String.format(Locale.ROOT, "  %-12s %,12d%n", name, count));
	}

}
