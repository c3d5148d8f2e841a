// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.actuate;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import io.weir.accesslog.body.BodyBudget;
import io.weir.accesslog.body.BodyCaptures;
import io.weir.accesslog.metrics.AccessLogCounters;
import io.weir.accesslog.metrics.AccessLogCounters.BodyResult;
import io.weir.accesslog.metrics.AccessLogCounters.Direction;
import io.weir.accesslog.metrics.AccessLogCounters.EntryResult;

/**
 * What the endpoint shows.
 *
 * @param settings the effective settings, by property name
 * @param entries how many entries ended how
 * @param bodies how many bodies were kept how, by direction
 * @param bytes bytes of bodies received and sent
 * @param queue the entries that wait
 * @param memory the memory of kept bodies
 * @param captures what is active
 */
public record AccessLogReport(Map<String, Object> settings, Map<String, Long> entries,
		Map<String, Map<String, Long>> bodies, Map<String, Long> bytes, Queue queue, Memory memory,
		List<ActiveCapture> captures) {

	/**
	 * Takes the counts of now.
	 * @param settings the effective settings, by property name
	 * @param counters what was counted
	 * @param queue the entries that wait
	 * @param budget the memory of kept bodies
	 * @param captures what is active
	 * @return the report
	 */
	public static AccessLogReport of(Map<String, Object> settings, AccessLogCounters counters, Queue queue,
			BodyBudget budget, BodyCaptures captures) {
		Map<String, Long> entries = new TreeMap<>();
		for (EntryResult result : EntryResult.values()) {
			entries.put(name(result), counters.entries(result));
		}
		Map<String, Map<String, Long>> bodies = new TreeMap<>();
		for (Direction direction : Direction.values()) {
			Map<String, Long> results = new TreeMap<>();
			for (BodyResult result : BodyResult.values()) {
				results.put(name(result), counters.bodies(direction, result));
			}
			bodies.put(name(direction), results);
		}
		return new AccessLogReport(settings, entries, bodies,
				Map.of("received", counters.receivedBytes(), "sent", counters.sentBytes()), queue,
				new Memory(budget.usedBytes(), budget.limitBytes()),
				captures.active().stream().map(ActiveCapture::of).toList());
	}

	private static String name(Enum<?> value) {
		return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/**
	 * The entries that wait.
	 *
	 * @param size how many
	 * @param capacity how many can
	 */
	public record Queue(int size, int capacity) {
	}

	/**
	 * The memory of kept bodies.
	 *
	 * @param used bytes used now
	 * @param limit bytes that may be used
	 */
	public record Memory(long used, long limit) {
	}

}
