// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.format;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.weir.accesslog.AccessLogEntry;

/**
 * One JSON object a line (RFC 8259): flat, dotted field names, absent fields left out,
 * bodies as strings, the headers of one direction as one map.
 */
public final class JsonFormatter implements AccessLogFormatter {

	private final FieldNames names;

	private final SecondClock clock = new SecondClock((second) -> {
		String text = Instant.ofEpochSecond(second).toString();
		return text.substring(0, text.length() - 1);
	});

	/**
	 * A formatter.
	 * @param names whose names the fields carry
	 */
	public JsonFormatter(FieldNames names) {
		this.names = names;
	}

	@Override
	public void format(AccessLogEntry entry, StringBuilder line) {
		line.append("{\"@timestamp\":\"").append(this.clock.text(entry.timestampMillis()));
		long millis = Math.floorMod(entry.timestampMillis(), 1000L);
		line.append('.').append(millis / 100).append(millis / 10 % 10).append(millis % 10).append("Z\"");
		EntryField.visitAll(entry, this.names, new Members(line));
		line.append('}');
	}

	/**
	 * Appends fields as members of the object.
	 */
	private record Members(StringBuilder json) implements FieldVisitor {

		// Names of fields are plain words: nothing in them needs to be escaped.
		private StringBuilder member(String name) {
			return this.json.append(",\"").append(name).append("\":");
		}

		@Override
		public void text(String name, String value) {
			JsonText.string(value, member(name));
		}

		@Override
		public void number(String name, long value) {
			member(name).append(value);
		}

		@Override
		public void flag(String name, boolean value) {
			member(name).append(value);
		}

		@Override
		public void headers(String name, Map<String, List<String>> values) {
			JsonText.value(values, member(name));
		}

		@Override
		public void added(String name, Object value) {
			this.json.append(',');
			JsonText.string(name, this.json);
			JsonText.value(value, this.json.append(':'));
		}

	}

}
