// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.format;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.weir.accesslog.AccessLogEntry;
import org.jspecify.annotations.Nullable;

/**
 * A line by a pattern: text in which <code>{field}</code> stands for a field's value and
 * <code>{{</code> for a brace. The pattern is read once; absent values are {@code -}.
 */
public final class PatternFormatter implements AccessLogFormatter {

	private static final String TIMESTAMP = "@timestamp";

	private final List<AccessLogFormatter> parts = new ArrayList<>();

	/**
	 * A formatter.
	 * @param pattern the pattern; both spellings of a field are known
	 * @throws IllegalArgumentException when it names a field that there is not, or a
	 * brace is not closed
	 */
	public PatternFormatter(String pattern) {
		int position = 0;
		for (int open = pattern.indexOf('{'); open >= 0; open = pattern.indexOf('{', position)) {
			addText(pattern.substring(position, open));
			if (pattern.startsWith("{{", open)) {
				addText("{");
				position = open + 2;
				continue;
			}
			int close = pattern.indexOf('}', open);
			if (close < 0) {
				throw new IllegalArgumentException("The pattern '" + pattern + "' has a '{' at index " + open
						+ " that is not closed; '{{' stands for a brace");
			}
			this.parts.add(field(pattern.substring(open + 1, close)));
			position = close + 1;
		}
		addText(pattern.substring(position));
	}

	@Override
	public void format(AccessLogEntry entry, StringBuilder line) {
		for (AccessLogFormatter part : this.parts) {
			part.format(entry, line);
		}
	}

	private void addText(String text) {
		if (!text.isEmpty()) {
			this.parts.add((entry, line) -> line.append(text));
		}
	}

	private static AccessLogFormatter field(String name) {
		if (name.equals(TIMESTAMP)) {
			return (entry, line) -> line.append(Instant.ofEpochMilli(entry.timestampMillis()));
		}
		for (EntryField field : EntryField.all()) {
			if (field.isNamed(name)) {
				return (entry, line) -> {
					int before = line.length();
					field.visit(entry, FieldNames.OTEL, new Value(line));
					if (line.length() == before) {
						line.append('-');
					}
				};
			}
		}
		throw new IllegalArgumentException("The pattern has no field '{" + name + "}'. Allowed are "
				+ EntryField.all()
					.stream()
					.flatMap(EntryField::allNames)
					.map((allowed) -> '{' + allowed + '}')
					.collect(Collectors.joining(", "))
				+ ", {" + TIMESTAMP + '}');
	}

	/**
	 * Appends the value of a field, without its name.
	 */
	private record Value(StringBuilder line) implements FieldVisitor {

		@Override
		public void text(String name, String value) {
			LineText.quoted(value, this.line);
		}

		@Override
		public void number(String name, long value) {
			this.line.append(value);
		}

		@Override
		public void flag(String name, boolean value) {
			this.line.append(value);
		}

		@Override
		public void headers(String name, Map<String, List<String>> values) {
			added(name, values);
		}

		@Override
		public void added(String name, @Nullable Object value) {
			StringBuilder json = new StringBuilder();
			JsonText.value(value, json);
			LineText.quoted(json.toString(), this.line);
		}

	}

}
