// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.emit;

import java.util.List;
import java.util.Map;

import io.weir.accesslog.AccessLogEntry;
import org.jspecify.annotations.Nullable;

/**
 * About how many bytes a waiting entry holds, the same each time it is asked: a character
 * of what a client sent counts as one (HTTP's text is Latin-1). Kept bodies are not
 * counted here, they have a limit of their own.
 */
final class EntryWeight {

	// The entry's own objects, and strings that no client makes long.
	private static final int BASE = 768;

	// A place in the map, the list of values, and the objects around two strings.
	private static final int HEADER = 160;

	private static final int HEADER_VALUE = 64;

	private EntryWeight() {
	}

	static long of(AccessLogEntry entry) {
		AccessLogEntry.Request request = entry.request();
		return BASE + (long) length(request.path()) + length(request.query()) + length(request.userAgent())
				+ length(request.referer()) + length(request.serverAddress()) + length(request.clientAddress())
				+ length(entry.handling().userName()) + headers(request.headers())
				+ headers(entry.response().headers());
	}

	private static int length(@Nullable String text) {
		return (text != null) ? text.length() : 0;
	}

	private static long headers(Map<String, List<String>> headers) {
		long weight = 0;
		// Most entries have none: no iterator for them.
		if (!headers.isEmpty()) {
			for (Map.Entry<String, List<String>> header : headers.entrySet()) {
				weight += HEADER + length(header.getKey());
				for (String value : header.getValue()) {
					weight += HEADER_VALUE + length(value);
				}
			}
		}
		return weight;
	}

}
