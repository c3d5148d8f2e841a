// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.emit;

import io.weir.accesslog.TestEntries;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EntryLevels}.
 */
class EntryLevelsTests {

	private final TestEntries entries = new TestEntries();

	private EntryLevels levels = new EntryLevels(Level.INFO, Level.INFO, Level.ERROR, Level.WARN);

	@Test
	void levelFollowsTheStatus() {
		assertThat(level(399)).isEqualTo(Level.INFO);
		assertThat(level(500)).isEqualTo(Level.ERROR);
		this.levels = new EntryLevels(Level.TRACE, Level.DEBUG, Level.INFO, Level.WARN);
		assertThat(level(200)).isEqualTo(Level.TRACE);
		assertThat(level(400)).isEqualTo(Level.DEBUG);
		assertThat(level(499)).isEqualTo(Level.DEBUG);
	}

	@Test
	void mostSevereCountsWhenAnErrorIsSlowToo() {
		this.entries.slow = true;
		assertThat(level(200)).isEqualTo(Level.WARN);
		assertThat(level(404)).isEqualTo(Level.WARN);
		assertThat(level(500)).isEqualTo(Level.ERROR);
		this.levels = new EntryLevels(Level.INFO, Level.INFO, null, Level.WARN);
		assertThat(level(500)).isEqualTo(Level.WARN);
		this.levels = new EntryLevels(Level.INFO, Level.INFO, Level.ERROR, null);
		assertThat(level(500)).isEqualTo(Level.ERROR);
		assertThat(level(200)).isNull();
	}

	@Test
	void exceptionIsAServerErrorWhenTheStatusIsNone() {
		this.entries.errorType = "java.lang.IllegalStateException";
		assertThat(level(200)).isEqualTo(Level.ERROR);
		assertThat(level(404)).isEqualTo(Level.INFO);
	}

	@Test
	void clientThatWentAwayIsNoServerError() {
		this.entries.errorType = "org.apache.catalina.connector.ClientAbortException";
		this.entries.aborted = true;
		assertThat(level(200)).isEqualTo(Level.INFO);
	}

	private Level level(int status) {
		this.entries.status = status;
		return this.levels.levelOf(this.entries.entry());
	}

}
