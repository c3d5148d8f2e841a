// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.situation;

import com.jayway.jsonpath.JsonPath;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The endpoint over HTTP, and the settings that decide what is logged at all.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EndpointTests {

	private static final String PATH = "/actuator/accesslog";

	private ServletWebServerApplicationContext context;

	@BeforeAll
	void start() {
		this.context = SituationApplication.start(Container.TOMCAT,
				"management.endpoints.web.exposure.include=accesslog,loggers", "weir.access-log.exclude=/raw/**",
				"weir.access-log.sampling.rate=0", "weir.access-log.request-id.header=X-Request-Id",
				"weir.access-log.client-address.trusted-proxies=127.0.0.1", "weir.access-log.headers.request=*",
				"weir.access-log.headers.response=X-Request-Id");
	}

	@AfterAll
	void stop() {
		this.context.close();
	}

	@Test
	void keepsBodiesForATimeWhenToldTo() throws Exception {
		RawResponse started = send(Situation.of("start", "POST", PATH)
			.unnamed()
			.body("application/json",
					"{\"path\":\"/echo\",\"request\":\"always\",\"response\":\"always\",\"duration\":\"PT5M\"}"));
		assertThat(started.status()).isEqualTo(200);
		String id = JsonPath.read(started.text(), "$.id");
		assertThat(JsonPath.<String>read(send(Situation.of("get", "GET", PATH)).text(), "$.captures[0].path"))
			.isEqualTo("/echo");
		send(Situation.of("kept", "POST", "/echo").body("application/json", "[]"));
		assertThat(entries().await("kept").request().body()).isNotNull();
		assertThat(send(Situation.of("stop", "DELETE", PATH + "/" + id)).status()).isEqualTo(204);
		assertThat(send(Situation.of("stop again", "DELETE", PATH + "/" + id)).status()).isEqualTo(404);
		send(Situation.of("not kept", "POST", "/echo").body("application/json", "[]"));
		assertThat(entries().await("not kept").request().body()).isNull();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			{"path":"/a","request":"always","duration":"PT61M"}                 | PT1H
			{"path":"/a","request":"always","duration":"soon"}                  | duration
			{"path":"/a","request":"always"}                                    | duration
			{"path":"/a","request":"sometimes","duration":"PT1M"}               | on-error
			{"path":"/a","duration":"PT1M"}                                     | request or response
			{"path":"/a/{","request":"always","duration":"PT1M"}                | path
			{"request":"always","duration":"PT1M"}                              | path
			{"path":"/a","request":"always","duration":"PT1M","for":"me"}       | for
			{"path":"/a","request":"always","duration":300}                     | unit
			{"path":"/a","request":"always","duration":" 300 "}                 | unit
			{"path":"/a","request":"always","duration":"PT9999999999999999H"}   | duration
			{"path":"/a","request":"always","duration":"999999999999d"}         | duration
			{"path":"/a","request":"always","duration":"-PT5M"}                 | more than 0
			{"path":"/a","request":true,"duration":"PT1M"}                      | on-error
			{"path":{"a":1},"request":"always","duration":"PT1M"}               | one JSON object
			{"path":["/a","/b"],"request":"always","duration":"PT1M"}           | one JSON object
			[]                                                                  | one JSON object
			{bad                                                                | one JSON object
			~~                                                                  | path
			""")
	void saysWhyWhenItRefuses(String body, String reason) throws Exception {
		RawResponse refused = send(Situation.of("refused", "POST", PATH).unnamed().body("application/json", body));
		assertThat(refused.status()).isEqualTo(400);
		assertThat(JsonPath.<String>read(refused.text(), "$.message")).contains(reason);
	}

	@Test
	void keepsBodiesWhenTheDurationHasAUnit() throws Exception {
		RawResponse started = send(Situation.of("start", "POST", PATH)
			.unnamed()
			.body("application/json", "{\"path\":\"/nowhere\",\"request\":\"always\",\"duration\":\"5m\"}"));
		assertThat(started.status()).isEqualTo(200);
		String id = JsonPath.read(started.text(), "$.id");
		assertThat(send(Situation.of("stop", "DELETE", PATH + "/" + id)).status()).isEqualTo(204);
	}

	@Test
	void leavesTheErrorsOfOthersAloneWhenTheirBodyIsUnreadable() throws Exception {
		RawResponse refused = send(
				Situation.of("other", "POST", "/actuator/loggers/weir").unnamed().body("application/json", "{bad"));
		assertThat(refused.status()).isEqualTo(400);
		assertThat(refused.text()).doesNotContain("JSON object");
	}

	@Test
	void saysWhyOnItsOwnPortAndPath() throws Exception {
		try (ServletWebServerApplicationContext own = SituationApplication.start(Container.TOMCAT,
				"spring.autoconfigure.exclude=org.springframework.boot.jetty.autoconfigure.actuate.web.server."
						+ "JettyServletManagementContextAutoConfiguration",
				"management.endpoints.web.exposure.include=accesslog", "management.server.port=0",
				"management.endpoints.web.base-path=/manage",
				"management.endpoints.web.path-mapping.accesslog=requests")) {
			int port = own.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
			Situation unreadable = Situation.of("own", "POST", "/manage/requests")
				.unnamed()
				.body("application/json", "[]");
			try (RawConnection connection = new RawConnection(port)) {
				RawResponse refused = RawResponse.parse(connection.send(unreadable.request()).readToEnd());
				assertThat(refused.status()).isEqualTo(400);
				assertThat(JsonPath.<String>read(refused.text(), "$.message")).contains("one JSON object");
			}
		}
	}

	@Test
	void showsSettingsAndCounts() throws Exception {
		send(Situation.of("unsampled", "GET", "/hello/you"));
		send(Situation.of("error", "GET", "/boom"));
		entries().await("error");
		String report = send(Situation.of("get", "GET", PATH)).text();
		assertThat(JsonPath.<String>read(report, "$.settings['format']")).isEqualTo("combined");
		assertThat(JsonPath.<Integer>read(report, "$.entries.written")).isPositive();
		assertThat(JsonPath.<Integer>read(report, "$.entries.unsampled")).isPositive();
		assertThat(JsonPath.<Integer>read(report, "$.queue.capacity")).isEqualTo(8192);
		assertThat(JsonPath.<Integer>read(report, "$.memory.limit")).isEqualTo(16 * 1024 * 1024);
		MeterRegistry meters = this.context.getBean(MeterRegistry.class);
		assertThat(meters.get("weir.access.log.entries").tag("result", "written").functionCounter().count())
			.isPositive();
		assertThat(meters.get("weir.access.log.bytes").tag("direction", "sent").functionCounter().count()).isPositive();
		assertThat(meters.get("weir.access.log.body.kept")
			.tags("direction", "request", "result", "over-limit")
			.functionCounter()
			.count()).isZero();
	}

	@Test
	void logsFailuresOfIncludedPathsOnlyWhenSamplingIsOff() throws Exception {
		send(Situation.of("fine", "GET", "/hello/you"));
		send(Situation.of("excluded", "GET", "/raw/write-and-boom"));
		send(Situation.of("failed", "GET", "/boom"));
		assertThat(entries().await("failed").handling().sampled()).isFalse();
		assertThat(entries().of("fine")).isEmpty();
		assertThat(entries().of("excluded")).isEmpty();
	}

	@Test
	void echoesTheRequestIdWhenItIsWellFormed() throws Exception {
		RawResponse answered = send(Situation.of("id", "GET", "/boom")
			.header("X-Request-Id", "a-1")
			.header("X-Forwarded-For", "192.0.2.7"));
		assertThat(answered.head()).contains("X-Request-Id: a-1");
		assertThat(entries().await("id").correlation().requestId()).isEqualTo("a-1");
		assertThat(entries().await("id").request().clientAddress()).isEqualTo("192.0.2.7");
		assertThat(entries().await("id").request().peerAddress()).isEqualTo("127.0.0.1");
		assertThat(entries().await("id").response().headers()).containsKey("X-Request-Id");
		RawResponse made = send(Situation.of("made", "GET", "/boom").header("X-Request-Id", "a{1}"));
		String id = entries().await("made").correlation().requestId();
		assertThat(id).hasSize(36);
		assertThat(made.head()).contains("X-Request-Id: " + id);
	}

	private RawResponse send(Situation situation) throws Exception {
		try (RawConnection connection = new RawConnection(SituationApplication.port(this.context))) {
			return RawResponse.parse(connection.send(situation.request()).readToEnd());
		}
	}

	private CollectedEntries entries() {
		return this.context.getBean(CollectedEntries.class);
	}

}
