// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.format;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/**
 * Values of added fields as every format can carry them: strings, finite numbers,
 * booleans, and lists and maps of such.
 */
public final class FieldValues {

	// Deeper than any sane field; a list that holds itself must come to an end.
	private static final int MAX_DEPTH = 16;

	private FieldValues() {
	}

	/**
	 * Makes any value one that every format can carry. Arrays become lists; what is no
	 * JSON value (a number that is not finite, a date) becomes its text.
	 * @param value any value
	 * @return the value itself, a copy of it, or its text
	 */
	public static Object plain(Object value) {
		return plain(value, MAX_DEPTH);
	}

	private static Object plain(Object value, int depth) {
		if (value instanceof AtomicInteger || value instanceof AtomicLong) {
			return ((Number) value).longValue();
		}
		if (value instanceof Boolean || isFinite(value)) {
			return value;
		}
		if (depth == 0) {
			return "…";
		}
		if (value instanceof Map<?, ?> map) {
			Map<String, @Nullable Object> plain = new LinkedHashMap<>();
			map.forEach((name, member) -> plain.put(String.valueOf(name), plainOrNull(member, depth - 1)));
			return Collections.unmodifiableMap(plain);
		}
		// A path is made of paths, without an end.
		if (value instanceof Iterable<?> list && !(value instanceof Path)) {
			return list(list, depth);
		}
		return value.getClass().isArray() ? list(elements(value), depth) : value.toString();
	}

	private static List<@Nullable Object> list(Iterable<?> values, int depth) {
		List<@Nullable Object> plain = new ArrayList<>();
		values.forEach((value) -> plain.add(plainOrNull(value, depth - 1)));
		return Collections.unmodifiableList(plain);
	}

	private static @Nullable Object plainOrNull(@Nullable Object value, int depth) {
		return (value != null) ? plain(value, depth) : null;
	}

	private static List<@Nullable Object> elements(Object array) {
		List<@Nullable Object> elements = new ArrayList<>();
		for (int i = 0; i < Array.getLength(array); i++) {
			elements.add(Array.get(array, i));
		}
		return elements;
	}

	/**
	 * Whether a value is a number that JSON can carry (RFC 8259 section 6). Numbers of
	 * other types may call themselves anything.
	 */
	static boolean isFinite(Object value) {
		if (value instanceof Double || value instanceof Float) {
			return Double.isFinite(((Number) value).doubleValue());
		}
		return value instanceof Integer || value instanceof Long || value instanceof Short || value instanceof Byte
				|| value.getClass() == BigDecimal.class || value.getClass() == BigInteger.class
				|| value instanceof AtomicInteger || value instanceof AtomicLong;
	}

}
