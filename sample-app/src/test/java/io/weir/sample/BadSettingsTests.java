// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.sample;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Wrong settings fail at start, and say which and what is allowed.
 */
@ExtendWith(OutputCaptureExtension.class)
class BadSettingsTests {

	@ParameterizedTest
	@CsvSource({ "weir.access-log.format, fancy, json", "weir.access-log.body.request, sometimes, on_error",
			"weir.access-log.body.max-size, 4 barrels, ", "weir.access-log.slow-threshold, soon, ",
			"weir.idempotency.concurrent, maybe, wait", "weir.idempotency.store, drawer, memory",
			"weir.idempotency.ttl, a while, ", "weir.idempotency.memory.max-size, big, " })
	void failsAtStartNamingPropertyAndAllowedValuesWhenWrong(String property, String value, String allowed,
			CapturedOutput output) {
		assertThatException().isThrownBy(() -> RunningSample.start("--" + property + "=" + value).close());
		assertThat(output.getAll()).contains("APPLICATION FAILED TO START").containsIgnoringCase(property);
		if (allowed != null) {
			assertThat(output.getAll()).containsIgnoringCase(allowed);
		}
	}

}
