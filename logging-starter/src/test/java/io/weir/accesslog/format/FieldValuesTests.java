// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.format;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FieldValues}.
 */
class FieldValuesTests {

	@ParameterizedTest
	@MethodSource("values")
	void valueIsOneThatEveryFormatCarries(Object value, Object plain) {
		assertThat(FieldValues.plain(value)).isEqualTo(plain);
	}

	static Stream<Arguments> values() {
		return Stream.of(Arguments.of("a", "a"), Arguments.of(7, 7), Arguments.of(true, true),
				Arguments.of(new BigDecimal("1E+3"), new BigDecimal("1E+3")), Arguments.of(1.5, 1.5),
				Arguments.of(Double.NaN, "NaN"), Arguments.of(Float.NEGATIVE_INFINITY, "-Infinity"),
				Arguments.of(new StringBuilder("a"), "a"), Arguments.of(Instant.EPOCH, "1970-01-01T00:00:00Z"),
				Arguments.of(Path.of("a", "b"), Path.of("a", "b").toString()),
				Arguments.of(new String[] { "a", null }, Arrays.asList("a", null)),
				Arguments.of(new int[] { 1, 2 }, List.of(1, 2)),
				Arguments.of(new double[][] { { Double.NaN } }, List.of(List.of("NaN"))),
				Arguments.of(List.of(Float.NaN), List.of("NaN")),
				Arguments.of(Map.of(1, new char[] { 'a' }), Map.of("1", List.of("a"))));
	}

	@Test
	void listComesToAnEndWhenItHoldsItself() {
		List<Object> list = new ArrayList<>();
		list.add(list);
		assertThat(FieldValues.plain(list).toString()).isEqualTo("[".repeat(16) + "…" + "]".repeat(16));
	}

}
