// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.emit;

import java.util.Map;

import io.weir.accesslog.AccessLogEntry.Correlation;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The MDC while one entry is logged: the identifiers that the application's own lines of
 * that exchange carry, under the same keys. Whatever else the calling thread has there is
 * set aside: a key such as {@code http} would collide with a field of the entry, and
 * Boot's structured formats lose the whole line then.
 */
final class LoggingContext implements AutoCloseable {

	private final @Nullable Map<String, String> before;

	private LoggingContext(@Nullable Map<String, String> before) {
		this.before = before;
	}

	static LoggingContext of(Correlation correlation) {
		Map<String, String> before = MDC.getCopyOfContextMap();
		if (before != null && !before.isEmpty()) {
			MDC.clear();
		}
		put("traceId", correlation.traceId());
		put("spanId", correlation.spanId());
		put("requestId", correlation.requestId());
		return new LoggingContext(before);
	}

	private static void put(String key, @Nullable String value) {
		if (value != null) {
			MDC.put(key, value);
		}
	}

	@Override
	public void close() {
		MDC.clear();
		if (this.before != null && !this.before.isEmpty()) {
			MDC.setContextMap(this.before);
		}
	}

}
