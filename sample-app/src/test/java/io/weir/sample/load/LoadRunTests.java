// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.sample.load;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A short load run, of smaller sizes than the one from the command line.
 */
class LoadRunTests {

	@Test
	void holdsAndReportsWhenShort(@TempDir Path folder) throws Exception {
		LoadOptions options = LoadOptions.from(Map.of("load.duration", "6s", "load.rate", "100", "load.transfer",
				"64MB", "load.waiting", "100", "load.output", folder.toString()));
		List<Check> checks = LoadRun.run(options, System.out);
		assertThat(checks).hasSizeGreaterThan(20).allMatch(Check::holds);
		String report = Files.readString(folder.resolve("report.html"));
		assertThat(report).contains("\"holds\":true").doesNotContain("src=").doesNotContain("@import");
		for (Check check : checks) {
			assertThat(report).contains(check.name());
		}
	}

}
