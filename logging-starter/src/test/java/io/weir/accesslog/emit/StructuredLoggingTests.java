// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.emit;

import java.util.List;
import java.util.Map;

import io.weir.accesslog.AccessLogCustomizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Entries through Boot's structured logging, in a real application whose MDC keys, header
 * names and customizers do their worst: its formats throw away a line whose names
 * collide.
 */
@ExtendWith(OutputCaptureExtension.class)
class StructuredLoggingTests {

	private static final String BODY = "{\"a\":\"line\\nbreak\", \"password\":\"hunter2\"}";

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void entryIsNestedWhenTheFormatIsEcs(boolean async, CapturedOutput output) throws Exception {
		JsonNode entry = entry(output, "ecs", async);
		JsonNode http = entry.path("http");
		assertThat(http.path("request").path("method").asString()).isEqualTo("POST");
		assertThat(http.path("response").path("status_code").isNumber()).isTrue();
		assertThat(http.path("version").asString()).isEqualTo("1.1");
		assertThat(http.path("request").path("body").path("bytes").asInt()).isEqualTo(BODY.length());
		assertThat(http.path("request").path("headers").path("a").path(0).asString()).isEqualTo("1");
		assertThat(http.path("request").path("headers").path("a.b").path(0).asString()).isEqualTo("2");
		assertThat(http.path("request").path("body").path("content").asString())
			.isEqualTo(BODY.replace("hunter2", "***"));
		assertThat(entry.path("tenant").path("id").asInt()).isEqualTo(7);
		assertThat(entry.path("added").path("ratio").asString()).isEqualTo("NaN");
		assertThat(entry.path("added").path("list").path(0).asString()).isEqualTo("a");
		assertThat(entry.path("added").path("map").path("ratio").asString()).isEqualTo("Infinity");
		assertThat(entry.path("added").has("nothing")).isFalse();
		assertThat(entry.path("user").path("name").isMissingNode()).isTrue();
		assertThat(entry.path("log").path("logger").asString()).isEqualTo("weir.access");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void entryIsFlatWhenTheFormatIsLogstash(boolean async, CapturedOutput output) throws Exception {
		JsonNode entry = entry(output, "logstash", async);
		assertThat(entry.path("http.request.method").asString()).isEqualTo("POST");
		assertThat(entry.path("http.response.status_code").asInt()).isEqualTo(200);
		assertThat(entry.path("network.protocol.version").asString()).isEqualTo("1.1");
		assertThat(entry.path("http.request.headers").path("a.b").path(0).asString()).isEqualTo("2");
		assertThat(entry.path("tenant.id").asInt()).isEqualTo(7);
		assertThat(entry.path("added.ratio").asString()).isEqualTo("NaN");
		assertThat(entry.path("added.list").path(1).asInt()).isEqualTo(2);
		assertThat(entry.has("added.nothing")).isFalse();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void entryHasNoObjectsWhenTheFormatIsGelf(boolean async, CapturedOutput output) throws Exception {
		JsonNode entry = entry(output, "gelf", async);
		assertThat(entry.path("_http.request.method").asString()).isEqualTo("POST");
		JsonNode headers = JsonMapper.shared().readTree(entry.path("_http.request.headers").asString());
		assertThat(headers.path("a").path(0).asString()).isEqualTo("1");
		assertThat(entry.path("_tenant.id").asInt()).isEqualTo(7);
		assertThat(entry.path("_added.ratio").asString()).isEqualTo("NaN");
		assertThat(entry.path("_added.list").asString()).isEqualTo("[\"a\",2]");
		assertThat(entry.has("_added.nothing")).isFalse();
	}

	@Test
	void rootsThatEveryLineHasAreLeftToThem(CapturedOutput output) throws Exception {
		JsonNode entry = entry(output, "ecs", true, "--logging.structured.json.add.event.dataset=payments");
		assertThat(entry.path("event").path("dataset").asString()).isEqualTo("payments");
		assertThat(entry.path("event").has("duration")).isFalse();
		assertThat(entry.path("http").path("request").path("method").asString()).isEqualTo("POST");
		assertThat(output).contains("Fields of the access log under [event] are left out");
	}

	@Test
	void lostFieldsAreToldWhenTheContextIsNotIncluded(CapturedOutput output) throws Exception {
		JsonNode entry = entry(output, "ecs", true, "--logging.structured.json.context.include=false",
				"--weir.access-log.format=json");
		assertThat(entry.has("http")).isFalse();
		JsonNode message = JsonMapper.shared().readTree(entry.path("message").asString());
		assertThat(message.path("http.request.method").asString()).isEqualTo("POST");
		assertThat(output).contains("logging.structured.json.context.include=false");
	}

	private static JsonNode entry(CapturedOutput output, String format, boolean async, String... arguments)
			throws Exception {
		String[] all = new String[arguments.length + 4];
		all[0] = "--logging.structured.format.console=" + format;
		all[1] = "--weir.access-log.async.enabled=" + async;
		all[2] = "--weir.access-log.headers.request=*";
		all[3] = "--weir.access-log.body.request=always";
		System.arraycopy(arguments, 0, all, 4, arguments.length);
		try (ServletWebServerApplicationContext context = EchoApplication.run(HostileCustomizer.class, all)) {
			assertThat(EchoApplication.post(context, "/echo?a=b", BODY, "a", "1", "a.b", "2", "http", "x"))
				.isEqualTo(200);
		}
		List<JsonNode> entries = output.getOut()
			.lines()
			.filter((line) -> line.startsWith("{") && line.contains("\"weir.access\""))
			.map((line) -> JsonMapper.shared().readTree(line))
			.toList();
		assertThat(entries).as(output.getOut()).hasSize(1);
		return entries.get(0);
	}

	@Configuration(proxyBeanMethods = false)
	static class HostileCustomizer {

		@Bean
		AccessLogCustomizer hostile() {
			return (entry, fields) -> {
				fields.add("tenant.id", 7);
				fields.add("added.ratio", Double.NaN);
				fields.add("added.list", new Object[] { "a", 2 });
				fields.add("added.map", Map.of("ratio", Float.POSITIVE_INFINITY));
				fields.add("added.nothing", null);
				for (String name : List.of("http", "http.request", "http.request.method.x", "url.path", "user.name",
						"tenant", "tenant.id.x", "message", "@timestamp", "log.level", "process", "tags", "level", "",
						"a..b", "traceId", "é")) {
					fields.add(name, "hostile");
				}
			};
		}

	}

}
