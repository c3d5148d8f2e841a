// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.sample.load;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Meters read from Prometheus' text.
 */
class CountersTests {

	private final Counters counters = Counters.parse("""
			# HELP weir_access_log_entries_total Entries
			# TYPE weir_access_log_entries_total counter
			weir_access_log_entries_total{application="a b",result="written"} 12.0
			weir_access_log_entries_total{application="a b",result="dropped"} 3.0
			weir_access_log_body_memory_bytes 1.5E3
			weir_access_log_entries_seconds 99
			""");

	@Test
	void sumsAllWhenNoLabelIsAskedFor() {
		assertThat(this.counters.sum("weir.access.log.entries")).isEqualTo(15);
		assertThat(this.counters.and(this.counters).sum("weir.access.log.entries")).isEqualTo(30);
	}

	@Test
	void picksWhenLabelIsAskedFor() {
		assertThat(this.counters.sum("weir.access.log.entries", "result=\"dropped\"")).isEqualTo(3);
	}

	@Test
	void knowsTheUnitInTheNameWhenPrometheusPutItThere() {
		assertThat(this.counters.sum("weir.access.log.body.memory")).isEqualTo(1500);
	}

	@Test
	void tellsZeroWhenThereIsNoSuchMeter() {
		assertThat(this.counters.sum("weir.idempotency.locks")).isZero();
	}

}
