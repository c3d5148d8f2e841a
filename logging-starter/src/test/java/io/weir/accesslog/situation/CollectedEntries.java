// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.situation;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

import io.weir.accesslog.AccessLogEntry;
import io.weir.accesslog.AccessLogWriter;
import org.awaitility.Awaitility;

/**
 * Keeps the entries that were written.
 */
class CollectedEntries implements AccessLogWriter {

	private final List<AccessLogEntry> entries = new CopyOnWriteArrayList<>();

	@Override
	public void write(AccessLogEntry entry) {
		this.entries.add(entry);
	}

	List<AccessLogEntry> of(String situation) {
		String query = "situation=" + situation.replace(' ', '+');
		return this.entries.stream()
			.filter((entry) -> entry.request().query() != null && entry.request().query().endsWith(query))
			.toList();
	}

	AccessLogEntry await(String situation) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(10))
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(2))
			.until(() -> !of(situation).isEmpty());
		return of(situation).get(0);
	}

	List<AccessLogEntry> all(Predicate<AccessLogEntry> wanted) {
		return this.entries.stream().filter(wanted).toList();
	}

}
