// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.sample.load;

import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Percentiles of latencies.
 */
class LatenciesTests {

	private final Latencies latencies = new Latencies();

	@Test
	void tellsPercentilesWithinFivePercentWhenUniform() {
		for (int millis = 1; millis <= 1000; millis++) {
			this.latencies.record(TimeUnit.MILLISECONDS.toNanos(millis));
		}
		assertThat(this.latencies.count()).isEqualTo(1000);
		assertThat(this.latencies.millis(0.5)).isCloseTo(500, within(25.0));
		assertThat(this.latencies.millis(0.99)).isCloseTo(990, within(50.0));
		assertThat(this.latencies.millis(1)).isCloseTo(1000, within(50.0));
	}

	@Test
	void tellsZeroWhenNothingWasRecorded() {
		assertThat(this.latencies.millis(0.5)).isZero();
	}

	@Test
	void staysInRangeWhenExtreme() {
		this.latencies.record(0);
		this.latencies.record(Long.MAX_VALUE);
		assertThat(this.latencies.count()).isEqualTo(2);
	}

}
