// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.format;

import java.util.List;
import java.util.Map;

import io.weir.accesslog.BodyPreview;
import io.weir.accesslog.TestEntries;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link JsonFormatter}, whose lines are read with Jackson.
 */
class JsonFormatterTests {

	private static final String HOSTILE = "\"\\\r\n\t\u0000\u0085\u2028\u202e\u2069é😀\ud800x";

	private final TestEntries entries = new TestEntries();

	@Test
	void fieldsAreFlatTypedAndInOrder() {
		this.entries.query = "a=b";
		assertThat(line(FieldNames.OTEL)).isEqualTo("{\"@timestamp\":\"2026-11-21T10:20:30.045Z\","
				+ "\"http.request.method\":\"GET\",\"url.path\":\"/payments\",\"url.query\":\"a=b\","
				+ "\"url.scheme\":\"http\",\"http.route\":\"/payments\",\"http.response.status_code\":200,"
				+ "\"event.duration\":1234567,\"event.outcome\":\"success\",\"client.address\":\"192.0.2.7\","
				+ "\"network.peer.address\":\"192.0.2.1\",\"server.address\":\"localhost\",\"server.port\":8080,"
				+ "\"network.protocol.version\":\"1.1\",\"user_agent.original\":\"curl/8\","
				+ "\"http.request.body.size\":0,\"http.response.body.size\":30,"
				+ "\"weir.aborted\":false,\"weir.slow\":false,\"weir.sampled\":true}");
	}

	@Test
	void namesAreTheElasticOnesWhenAskedFor() {
		JsonNode json = read(FieldNames.ECS);
		assertThat(json.path("http.version").asString()).isEqualTo("1.1");
		assertThat(json.path("http.request.body.bytes").asInt(-1)).isZero();
		assertThat(json.path("http.response.body.bytes").asInt()).isEqualTo(30);
		assertThat(json.has("http.response.body.size")).isFalse();
	}

	@Test
	void outcomeIsFailureWhenAnExceptionLeftTheHandler() {
		this.entries.errorType = "java.lang.IllegalStateException";
		JsonNode json = read(FieldNames.OTEL);
		assertThat(json.path("event.outcome").asString()).isEqualTo("failure");
		assertThat(json.path("error.type").asString()).isEqualTo("java.lang.IllegalStateException");
	}

	@Test
	void outcomeIsFailureFromStatus500Up() {
		this.entries.status = 499;
		assertThat(read(FieldNames.OTEL).path("event.outcome").asString()).isEqualTo("success");
		this.entries.status = 500;
		assertThat(read(FieldNames.OTEL).path("event.outcome").asString()).isEqualTo("failure");
	}

	@Test
	void bodiesAreStringsWithTheirReasonWhenLeftOut() {
		this.entries.requestBody = BodyPreview.of("{\"a\":\"b\"}", true);
		this.entries.responseBody = BodyPreview.omitted("no memory left", false);
		JsonNode json = read(FieldNames.OTEL);
		assertThat(json.path("http.request.body.content").asString()).isEqualTo("{\"a\":\"b\"}");
		assertThat(json.path("weir.request.truncated").asBoolean()).isTrue();
		assertThat(json.has("http.response.body.content")).isFalse();
		assertThat(json.path("weir.response.omitted").asString()).isEqualTo("no memory left");
	}

	@Test
	void hostileTextIsReadBackAsItWasAndHasNoRawMarks() {
		this.entries.userAgent = HOSTILE;
		this.entries.requestHeaders = Map.of(HOSTILE, List.of(HOSTILE, "b"));
		this.entries.fields = Map.of(HOSTILE, Map.of(HOSTILE, List.of(1, true, 1.5, HOSTILE)));
		String line = line(FieldNames.OTEL);
		assertThat(line).doesNotContainPattern("[\\x00-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069]");
		JsonNode json = JsonMapper.shared().readTree(line);
		assertThat(json.path("user_agent.original").asString()).isEqualTo(HOSTILE);
		assertThat(json.path("http.request.headers").path(HOSTILE).path(0).asString()).isEqualTo(HOSTILE);
		assertThat(json.path(HOSTILE).path(HOSTILE).path(3).asString()).isEqualTo(HOSTILE);
		assertThat(json.path(HOSTILE).path(HOSTILE).path(2).asDouble()).isEqualTo(1.5);
	}

	@Test
	void numbersThatJsonHasNotAreText() {
		this.entries.fields = Map.of("rate", Double.NaN);
		assertThat(read(FieldNames.OTEL).path("rate").asString()).isEqualTo("NaN");
	}

	private JsonNode read(FieldNames names) {
		return JsonMapper.shared().readTree(line(names));
	}

	private String line(FieldNames names) {
		StringBuilder line = new StringBuilder();
		new JsonFormatter(names).format(this.entries.entry(), line);
		return line.toString();
	}

}
