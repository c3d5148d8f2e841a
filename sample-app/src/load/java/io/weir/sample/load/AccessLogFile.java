// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.sample.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The access log as it lies on disk, read by a JSON parser that knows nothing of who
 * wrote it.
 */
final class AccessLogFile {

	private AccessLogFile() {
	}

	/**
	 * Counts the lines that are a whole entry: a JSON object with a method and a status,
	 * and no card number.
	 */
	static long countEntries(Path file) throws IOException {
		if (!Files.exists(file)) {
			return 0;
		}
		JsonMapper json = new JsonMapper();
		AtomicLong entries = new AtomicLong();
		try (Stream<String> lines = Files.lines(file)) {
			lines.filter((line) -> isEntry(json, line)).forEach((line) -> entries.incrementAndGet());
		}
		return entries.get();
	}

	private static boolean isEntry(JsonMapper json, String line) {
		try {
			JsonNode entry = json.readTree(line);
			return entry.has("http.request.method") && entry.has("http.response.status_code")
					&& !line.contains("4111111111111111");
		}
		catch (JacksonException ex) {
			return false;
		}
	}

}
