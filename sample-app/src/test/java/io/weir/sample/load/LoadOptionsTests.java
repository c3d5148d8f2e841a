// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.sample.load;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Options of the load run.
 */
class LoadOptionsTests {

	@Test
	void takesOneMinuteInAHeapOf128MegabytesWhenNothingIsGiven() {
		LoadOptions options = LoadOptions.from(Map.of("user.home", "/"));
		assertThat(options.duration()).isEqualTo(Duration.ofSeconds(60));
		assertThat(options.heap()).isEqualTo("128m");
		assertThat(options.transfer().toGigabytes()).isEqualTo(1);
	}

	@Test
	void takesHalfAnHourWhenPresetIsSoak() {
		assertThat(LoadOptions.from(Map.of("load.preset", "soak")).duration()).isEqualTo(Duration.ofMinutes(30));
	}

	@ParameterizedTest
	@CsvSource({ "load.duration, soon, a duration as in 60s", "load.duration, 1s, 5s to 48h",
			"load.rate, 0, 1 to 20000", "load.transfer, big, a size as in 1GB",
			"load.store, tape, 'one of [memory, postgres, redis]'", "load.instances, 2, 1 when load.store=memory",
			"load.naive, perhaps, true or false", "load.preset, short, standard or soak",
			"load.durations, 60s, 'There are duration, rate'" })
	void saysWhatIsAllowedWhenWrong(String property, String value, String allowed) {
		assertThatIllegalArgumentException().isThrownBy(() -> LoadOptions.from(Map.of(property, value)))
			.withMessageContaining(property)
			.withMessageContaining(allowed);
	}

}
