// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.emit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import io.weir.accesslog.AccessLogEntry;
import io.weir.accesslog.format.FieldNames;
import io.weir.accesslog.format.FieldVisitor;
import io.weir.accesslog.format.SafeText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Attaches the fields of an entry to a logging event as SLF4J key-values, so that Boot's
 * structured formats keep the line: they throw it away when two names collide. What could
 * collide (a customizer's field, a root the application adds to every line) is left out
 * of the key-values and told once. The headers are one value each. Safe for use by
 * several threads.
 */
public final class KeyValues {

	private static final Logger log = LoggerFactory.getLogger(KeyValues.class);

	// What GELF allows, and no empty segment, which nesting cannot place.
	private static final Pattern PLAIN_NAME = Pattern.compile("[\\w\\-]+(\\.[\\w\\-]+)*");

	// Members that Boot's formats write themselves, and the keys of the MDC.
	private static final Set<String> RESERVED_ROOTS = Set.of("log", "process", "message", "service", "ecs", "tags",
			"logger_name", "thread_name", "level", "level_value", "stack_trace", "version", "short_message",
			"full_message", "timestamp", "host", "id", "traceId", "spanId", "requestId");

	private final FieldNames names;

	private final boolean structured;

	private final boolean mapsAsText;

	private final Set<String> excludedRoots;

	private final Set<String> told = ConcurrentHashMap.newKeySet();

	/**
	 * Key-values.
	 * @param names whose names the fields carry
	 * @param structured whether a structured format escapes the values, so that the line
	 * breaks of a body may stay
	 * @param mapsAsText whether maps and lists become JSON text, for a format or logging
	 * system that cannot carry them
	 * @param excludedRoots first segments of names not to use, as the application adds
	 * them to every line
	 */
	public KeyValues(FieldNames names, boolean structured, boolean mapsAsText, Set<String> excludedRoots) {
		this.names = names;
		this.structured = structured;
		this.mapsAsText = mapsAsText;
		this.excludedRoots = Set.copyOf(excludedRoots);
	}

	LoggingEventBuilder attach(AccessLogEntry entry, LoggingEventBuilder event) {
		Pairs pairs = new Pairs(event);
		this.names.visit(entry, pairs);
		return pairs.event;
	}

	private static String root(String name) {
		int dot = name.indexOf('.');
		return (dot < 0) ? name : name.substring(0, dot);
	}

	/**
	 * The key-values of one event.
	 */
	private final class Pairs implements FieldVisitor {

		private final List<String> added = new ArrayList<>();

		private LoggingEventBuilder event;

		Pairs(LoggingEventBuilder event) {
			this.event = event;
		}

		private void pair(String name, Object value) {
			if (KeyValues.this.excludedRoots.isEmpty() || !KeyValues.this.excludedRoots.contains(root(name))) {
				this.event = this.event.addKeyValue(name, value);
			}
		}

		@Override
		public void text(String name, String value) {
			pair(name, KeyValues.this.structured ? SafeText.forJson(value) : SafeText.plain(value));
		}

		@Override
		public void number(String name, long value) {
			pair(name, value);
		}

		@Override
		public void flag(String name, boolean value) {
			pair(name, value);
		}

		@Override
		public void headers(String name, Map<String, List<String>> values) {
			pair(name, mapOrText(values));
		}

		@Override
		public void added(String name, Object value) {
			if (collides(name)) {
				if (KeyValues.this.told.add(name)) {
					log.warn("The field '{}' of an AccessLogCustomizer is not attached as a key-value: its name would "
							+ "collide in a structured log", SafeText.plain(name));
				}
				return;
			}
			this.added.add(name);
			if (value instanceof CharSequence text) {
				text(name, text.toString());
			}
			else if (value instanceof Number || value instanceof Boolean) {
				pair(name, value);
			}
			else {
				pair(name, mapOrText(value));
			}
		}

		private Object mapOrText(Object value) {
			return (KeyValues.this.mapsAsText || !KeyValues.this.structured) ? SafeText.json(value) : value;
		}

		private boolean collides(String name) {
			return !PLAIN_NAME.matcher(name).matches() || RESERVED_ROOTS.contains(root(name))
					|| FieldNames.isOverlapping(name) || this.added.stream()
						.anyMatch((other) -> FieldNames.isWithin(other, name) || FieldNames.isWithin(name, other));
		}

	}

}
