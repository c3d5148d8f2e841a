// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.format;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;

import io.weir.accesslog.AccessLogEntry;
import io.weir.accesslog.TestEntries;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NcsaFormatter}.
 */
class NcsaFormatterTests {

	private final TestEntries entries = new TestEntries();

	@Test
	void commonHasSevenFields() {
		assertThat(format(NcsaFormatter.common(ZoneOffset.UTC)))
			.isEqualTo("192.0.2.7 - - [21/Nov/2026:10:20:30 +0000] \"GET /payments HTTP/1.1\" 200 30");
	}

	@Test
	void combinedAddsRefererAndUserAgent() {
		this.entries.referer = "https://example.org/";
		this.entries.userName = "joe";
		this.entries.query = "a=b";
		assertThat(combined()).isEqualTo("192.0.2.7 - joe [21/Nov/2026:10:20:30 +0000] "
				+ "\"GET /payments?a=b HTTP/1.1\" 200 30 \"https://example.org/\" \"curl/8\"");
	}

	@Test
	void absentValuesAndNoBodyAreDashes() {
		this.entries.clientAddress = null;
		this.entries.userAgent = null;
		this.entries.responseBytes = 0;
		assertThat(combined())
			.isEqualTo("- - - [21/Nov/2026:10:20:30 +0000] \"GET /payments HTTP/1.1\" 200 - \"-\" \"-\"");
	}

	@Test
	void protocolHasTwoDigitsWhenItIsHttp2() {
		this.entries.protocolVersion = "2";
		assertThat(combined()).contains("\"GET /payments HTTP/2.0\"");
	}

	@Test
	void timeIsInTheGivenZone() {
		assertThat(format(NcsaFormatter.common(ZoneId.of("Asia/Kolkata")))).contains("[21/Nov/2026:15:50:30 +0530]");
	}

	@Test
	void timeIsTheSameInEveryLocale() {
		Locale before = Locale.getDefault();
		Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
		try {
			assertThat(combined()).contains("[21/Nov/2026:10:20:30 +0000]").contains(" 200 30 ");
		}
		finally {
			Locale.setDefault(before);
		}
	}

	@Test
	void quotesAndBackslashesAreEscaped() {
		this.entries.userAgent = "a\" 500 \\\"";
		assertThat(combined()).endsWith(" \"-\" \"a\\\" 500 \\\\\\\"\"");
	}

	@Test
	void lineCannotBeForgedByControlsSeparatorsAndBidiMarks() {
		this.entries.userAgent = "\r\n\t\u0000\u001b\u007f\u0085\u2028\u2029\u202e\u2066\u200f\ud800é😀";
		assertThat(combined())
			.endsWith("\"\\r\\n\\t\\x00\\x1b\\x7f\\u0085\\u2028\\u2029\\u202e\\u2066\\u200f\\ud800é😀\"");
	}

	@Test
	void userCannotForgeFieldsWithSpaces() {
		this.entries.userName = "joe [01/Jan/2020:00:00:00 +0000] \"";
		assertThat(combined()).startsWith("192.0.2.7 - joe\\x20[01/Jan/2020:00:00:00\\x20+0000]\\x20\\\" [21/Nov/2026");
	}

	private String combined() {
		return format(NcsaFormatter.combined(ZoneOffset.UTC));
	}

	private String format(AccessLogFormatter formatter) {
		AccessLogEntry entry = this.entries.entry();
		StringBuilder line = new StringBuilder();
		formatter.format(entry, line);
		return line.toString();
	}

}
