// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.format;

import java.util.List;
import java.util.Map;

import io.weir.accesslog.TestEntries;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link PatternFormatter}.
 */
class PatternFormatterTests {

	private final TestEntries entries = new TestEntries();

	@Test
	void tokensStandForFieldsAndTheRestForItself() {
		assertThat(format("{@timestamp} [{http.request.method}] {url.path}: {http.response.status_code} in "
				+ "{event.duration} ns, slow={weir.slow} {{x}"))
			.isEqualTo("2026-11-21T10:20:30.045Z [GET] /payments: 200 in 1234567 ns, slow=false {x}");
	}

	@Test
	void absentFieldsAreDashes() {
		assertThat(format("{url.query}|{trace.id}|{http.request.headers}|{http.request.body.content}"))
			.isEqualTo("-|-|-|-");
	}

	@Test
	void bothSpellingsAreKnown() {
		assertThat(format("{http.version} {network.protocol.version} {http.response.body.bytes}"))
			.isEqualTo("1.1 1.1 30");
	}

	@Test
	void valuesAreEscapedAndHeadersAreJson() {
		this.entries.userAgent = "a\"\n\u202e";
		this.entries.requestHeaders = Map.of("a", List.of("b"));
		assertThat(format("\"{user_agent.original}\" {http.request.headers}"))
			.isEqualTo("\"a\\\"\\n\\u202e\" {\\\"a\\\":[\\\"b\\\"]}");
	}

	@Test
	void unknownFieldIsRefusedNamingTheAllowedOnes() {
		assertThatIllegalArgumentException().isThrownBy(() -> new PatternFormatter("a {http.request.metod}"))
			.withMessageContaining("'{http.request.metod}'")
			.withMessageContaining("{http.request.method}, {url.path}")
			.withMessageContaining("{http.version}");
	}

	@Test
	void openBraceIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new PatternFormatter("a {url.path"))
			.withMessageContaining("at index 2");
	}

	private String format(String pattern) {
		StringBuilder line = new StringBuilder();
		new PatternFormatter(pattern).format(this.entries.entry(), line);
		return line.toString();
	}

}
