// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The conformance list of draft-ietf-httpapi-idempotency-key-header-07 over raw sockets,
 * lenient and strict, with every way in which a key can be wrong.
 */
class DraftConformanceTests {

	private static final String TOO_LONG = "x".repeat(256);

	private static final String LONGEST = "x".repeat(255);

	private static final AtomicInteger RUNS = new AtomicInteger();

	private static final Map<Container, Container.RunningApplication> LENIENT = new EnumMap<>(Container.class);

	private static final Map<Container, Container.RunningApplication> STRICT = new EnumMap<>(Container.class);

	@BeforeAll
	static void start() {
		for (Container container : Container.values()) {
			LENIENT.put(container, container.run(HandlersApplication.class));
			STRICT.put(container, container.run(HandlersApplication.class, "weir.idempotency.key-syntax=strict",
					"weir.idempotency.required=true", "weir.idempotency.documentation-uri=https://example.org/keys"));
		}
	}

	@AfterAll
	static void stop() {
		LENIENT.values().forEach(Container.RunningApplication::close);
		STRICT.values().forEach(Container.RunningApplication::close);
	}

	static Stream<Arguments> keys() {
		return Stream.of(Container.values())
			.flatMap((container) -> Stream.of(
					// the header's lines, whether lenient takes it, whether strict takes
					// it
					Arguments.of(container, "Idempotency-Key: \"abc\"", true, true),
					Arguments.of(container, "idempotency-key:\"abc\"", true, true),
					Arguments.of(container, "Idempotency-Key:   \"abc\"  ", true, true),
					Arguments.of(container, "Idempotency-Key: \"a b, c; d\"", true, true),
					Arguments.of(container, "Idempotency-Key: \"a\\\"b\\\\c\"", true, true),
					Arguments.of(container, "Idempotency-Key: \"abc\";a", true, true),
					Arguments.of(container, "Idempotency-Key: \"abc\"; a=1; b=\"x\";c=?1;d=tok/en;e=:aGk=:;*f=-1.5",
							true, true),
					Arguments.of(container, "Idempotency-Key: \"" + LONGEST + '"', true, true),
					Arguments.of(container, "Idempotency-Key: abc", true, false),
					Arguments.of(container, "Idempotency-Key: " + LONGEST, true, false),
					Arguments.of(container, "Idempotency-Key: 8e03978e-40d5-43dd-bc93-6894a57f9324", true, false),
					Arguments.of(container, "Idempotency-Key: a=b/c?d:e*", true, false),
					Arguments.of(container, "Idempotency-Key: ", false, false),
					Arguments.of(container, "Idempotency-Key: \"\"", false, false),
					Arguments.of(container, "Idempotency-Key: \"" + TOO_LONG + '"', false, false),
					Arguments.of(container, "Idempotency-Key: " + TOO_LONG, false, false),
					Arguments.of(container, "Idempotency-Key: \"abc", false, false),
					Arguments.of(container, "Idempotency-Key: abc\"", false, false),
					Arguments.of(container, "Idempotency-Key: \"", false, false),
					Arguments.of(container, "Idempotency-Key: \"a\\bc\"", false, false),
					Arguments.of(container, "Idempotency-Key: \"abc\\", false, false),
					Arguments.of(container, "Idempotency-Key: \"abc\" x", false, false),
					Arguments.of(container, "Idempotency-Key: \"abc\";", false, false),
					Arguments.of(container, "Idempotency-Key: \"abc\";A=1", false, false),
					Arguments.of(container, "Idempotency-Key: \"abc\";a=", false, false),
					Arguments.of(container, "Idempotency-Key: \"abc\";a=1.", false, false),
					Arguments.of(container, "Idempotency-Key: \"abc\";a=?2", false, false),
					Arguments.of(container, "Idempotency-Key: \"abc\" ;a", false, false),
					Arguments.of(container, "Idempotency-Key: \"abc\", \"def\"", false, false),
					Arguments.of(container, "Idempotency-Key: abc, def", false, false),
					Arguments.of(container, "Idempotency-Key: a b", false, false),
					Arguments.of(container, "Idempotency-Key: a\tb", false, false),
					Arguments.of(container, "Idempotency-Key: a;b", false, false),
					Arguments.of(container, "Idempotency-Key: a\\b", false, false),
					Arguments.of(container, "Idempotency-Key: caf\u00e9", false, false),
					Arguments.of(container, "Idempotency-Key: \"caf\u00e9\"", false, false),
					Arguments.of(container, "Idempotency-Key: \"a\tb\"", false, false),
					Arguments.of(container, "Idempotency-Key: \"abc\"\r\nIdempotency-Key: \"abc\"", false, false),
					Arguments.of(container, "Idempotency-Key: abc\r\nIdempotency-Key: def", false, false)));
	}

	@ParameterizedTest
	@MethodSource("keys")
	void keyIsTakenWhenItIsWellFormed(Container container, String header, boolean lenient, boolean strict)
			throws Exception {
		expect(Wire.exchange(LENIENT.get(container).port(), request(header)), lenient);
		expect(Wire.exchange(STRICT.get(container).port(), request(header)), strict);
	}

	private static String request(String header) {
		// Another path each time: what a key was first used for does not matter here.
		return Wire.post("/unread?" + RUNS.incrementAndGet(), "", header).replaceFirst("abc", "abc" + RUNS.get());
	}

	private static void expect(Wire.Answer answer, boolean taken) {
		if (taken) {
			assertThat(answer.status()).isIn(200, 422);
		}
		else {
			assertThat(answer.status()).isEqualTo(400);
			assertThat(answer.text()).contains("\"title\":\"Idempotency-Key is malformed\"", "\"status\":400",
					"\"code\":\"key-malformed\"");
			assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
		}
	}

	static Stream<Arguments> containers() {
		return Stream.of(Container.values()).map(Arguments::of);
	}

	@ParameterizedTest
	@MethodSource("containers")
	void problemIsDocumentedWhenThereIsADocument(Container container) throws Exception {
		Wire.Answer missing = Wire.exchange(STRICT.get(container).port(), Wire.post("/unread", ""));
		assertThat(missing.status()).isEqualTo(400);
		assertThat(missing.text()).contains("\"type\":\"https://example.org/keys\"", "\"code\":\"key-missing\"",
				"\"title\":\"Idempotency-Key is missing\"");
		assertThat(missing.header("Link")).isEqualTo("<https://example.org/keys>; rel=\"describedby\"");
	}

	@ParameterizedTest
	@MethodSource("containers")
	void quotedAndBareAreOneKeyWhenLenient(Container container) throws Exception {
		int port = LENIENT.get(container).port();
		Wire.Answer first = Wire.exchange(port, Wire.post("/unread", "", "Idempotency-Key: \"same\""));
		Wire.Answer second = Wire.exchange(port, Wire.post("/unread", "", "Idempotency-Key: same"));
		assertThat(first.status()).isEqualTo(200);
		assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
	}

	@ParameterizedTest
	@MethodSource("containers")
	void keyIsReusedWhenTheRequestDiffersInAnything(Container container) throws Exception {
		int port = LENIENT.get(container).port();
		String key = "Idempotency-Key: differs";
		assertThat(Wire.exchange(port, Wire.post("/text?a=1", "x", key, "Content-Type: text/plain")).status())
			.isEqualTo(200);
		String[] others = { Wire.post("/text?a=2", "x", key, "Content-Type: text/plain"),
				Wire.post("/text", "x", key, "Content-Type: text/plain"),
				Wire.post("/unread?a=1", "x", key, "Content-Type: text/plain"),
				Wire.post("/text?a=1", "y", key, "Content-Type: text/plain"),
				Wire.post("/text?a=1", "xx", key, "Content-Type: text/plain"),
				Wire.post("/text?a=1", "x", key, "Content-Type: text/html"), Wire.post("/text?a=1", "x", key),
				Wire.post("/text?a=1", "x", key, "Content-Type: text/plain").replaceFirst("POST", "PATCH") };
		for (String other : others) {
			Wire.Answer answer = Wire.exchange(port, other);
			assertThat(answer.status()).as(other).isEqualTo(422);
			assertThat(answer.text()).contains("\"title\":\"Idempotency-Key is already used\"", "\"status\":422",
					"\"code\":\"key-reused\"");
		}
		assertThat(Wire.exchange(port, Wire.post("/text?a=1", "x", key, "Content-Type: text/plain"))
			.header("Idempotent-Replayed")).isEqualTo("true");
	}

}
