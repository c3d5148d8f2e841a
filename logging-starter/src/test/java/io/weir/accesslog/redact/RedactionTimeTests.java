// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.redact;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Redaction takes time in proportion to the length of a text, whoever wrote it: a
 * megabyte of every shape that makes a search begin over and over again. Read once, it
 * takes some ten milliseconds; searched to its end from each place, seconds.
 */
class RedactionTimeTests {

	private static final int LENGTH = 1 << 20;

	private static final Duration BOUND = Duration.ofMillis(500);

	private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

	// What is looked for, what ends the look, and what is between.
	private static final List<String> SHAPES = List.of("a&", "a=&", "=", "=:", ";", ";a", ";a=", ";a=%", "//a", "//@",
			"/a;", "@", "%", "%25", "%2561", "%e9", "%5C", "%26", "+=", "a: ", "\\\\", "\\n:", "\\u00", "\\u005c",
			"\\u0025", "\\\":", "&#", "&#1", "&#38;", "&amp;", "&x", "<", "<a:", "a>", "':", "[a]=", "a_", "token ",
			"passwor=");

	// Every place of a body where they may stand.
	private static final List<String> BODIES = List.of("application/x-www-form-urlencoded …",
			"application/x-www-form-urlencoded a=…&b", "text/plain …", "text/plain a b … c",
			"application/json {\"a\":\"…\"}", "application/json {\"…\":1}", "application/xml <a>…</a>",
			"application/xml <a b=\"…\"/>", "application/xml <a><![CDATA[…]]></a>",
			"application/xml <a>b<!--…-->c</a>");

	private final UrlRedactor urls = new UrlRedactor(new SecretNames(List.of("token", "password"), List.of(), true),
			"***");

	private final TypedBodyRedactor bodies = new TypedBodyRedactor(
			new SecretNames(List.of("token", "password"), List.of(), true), "***");

	@ParameterizedTest
	@FieldSource("SHAPES")
	void urlIsReadOnce(String shape) {
		String text = shape.repeat(LENGTH / 2 / shape.length());
		within(() -> this.urls.redactQuery(text), "query");
		within(() -> this.urls.redactPath('/' + text), "path");
		within(() -> this.urls.redactPath("/;a=" + text), "path parameter");
		within(() -> this.urls.redactUrl("https://" + text), "authority");
		within(() -> this.urls.redactUrl("https://h/a#" + text), "fragment");
	}

	@ParameterizedTest
	@FieldSource("SHAPES")
	void bodyIsReadOnce(String shape) {
		for (String body : BODIES) {
			readBody(body, shape, LENGTH / 2, false);
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			application/json […0]             | "a",
			application/json {…"c":1}         | "a":"b",
			application/json {…"c":1}         | "a":"b:\\n",
			application/json […0]             | {"password":1},
			application/json …                | [
			application/json …                | {"a":
			application/xml  <a>…</a>         | <b>c</b>
			application/xml  <a>…</a>         | <b c='d'/>
			application/xml  <a>…</a>         | <!---->
			application/xml  <a>…</a>         | b<!---->
			application/xml  <a>…</a>         | <![CDATA[b]]>
			application/xml  <a>…</a>         | <![CDATA[b]]>c
			application/xml  <a>…</a>         | <?b?>
			application/xml  <a>…</a>         | <password>b</password>
			application/xml  <a…/>            | ` b="c"`
			application/xml  <a…/>            | ` b='"'`
			application/xml  <a…/>            | ` b='&lt;'`
			application/xml  <a…/>            | ` password='b'`
			application/xml  …                | <a>
			""")
	void everyTokenOfABodyIsReadOnce(String body, String token) {
		readBody(body, token, LENGTH, false);
		readBody(body, token, LENGTH, true);
	}

	private void readBody(String body, String repeated, int length, boolean truncated) {
		int space = body.indexOf(' ');
		String text = body.substring(space + 1).strip().replace("…", repeated.repeat(length / repeated.length()));
		within(() -> this.bodies.redact(body.substring(0, space), text, truncated), body + " of " + repeated);
	}

	// Of this thread's own time, so that a busy machine makes no difference.
	private static void within(Runnable redaction, String what) {
		long before = THREADS.getCurrentThreadCpuTime();
		redaction.run();
		assertThat(Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - before)).as(what).isLessThan(BOUND);
	}

}
