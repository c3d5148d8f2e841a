// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.situation;

import io.weir.accesslog.AccessLogEntry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Exchanges that a client leaves, shares a connection for, or turns into something else.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DisturbedExchangeTests {

	private ServletWebServerApplicationContext context;

	private CollectedEntries entries;

	abstract Container container();

	@BeforeAll
	void start() {
		this.context = SituationApplication.start(container());
		this.entries = this.context.getBean(CollectedEntries.class);
	}

	@AfterAll
	void stop() {
		this.context.close();
	}

	@Test
	void logsAnAbortedEntryWhenTheClientLeavesItsBodyUnfinished() throws Exception {
		try (RawConnection connection = connect()) {
			connection.send("POST /echo-bytes?situation=half HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n"
					+ "Content-Type: application/octet-stream\r\n\r\n0123456789");
			connection.reset();
		}
		AccessLogEntry entry = only("half");
		assertThat(entry.handling().aborted()).isTrue();
		assertThat(entry.request().bodyBytes()).isLessThanOrEqualTo(10);
	}

	@ParameterizedTest
	@CsvSource({ "text, text, Content-Length: 1000, 0123456789", "bytes, echo-bytes, Content-Length: 1000, 0123456789",
			"chunks, text, Transfer-Encoding: chunked, a|0123456789|",
			"chunk, text, Transfer-Encoding: chunked, ff|0123456789" })
	void logsAnAbortedEntryWhenTheBodyThatIsReadEndsEarly(String situation, String path, String framing, String sent)
			throws Exception {
		try (RawConnection connection = connect()) {
			connection.send("POST /" + path + "?situation=" + situation + " HTTP/1.1\r\nHost: localhost\r\n"
					+ "Content-Type: text/plain\r\n" + framing + "\r\n\r\n" + sent.replace("|", "\r\n"));
			connection.endOutput();
			connection.readToEnd();
		}
		AccessLogEntry entry = only(situation);
		assertThat(entry.handling().aborted()).isTrue();
		assertThat(entry.handling().route()).isEqualTo("/" + path);
		assertThat(entry.request().bodyBytes()).isEqualTo(10);
	}

	@Test
	void logsAnAbortedEntryWhenTheClientLeavesInTheMiddleOfTheResponse() throws Exception {
		try (RawConnection connection = connect()) {
			connection.send("GET /raw/endless?situation=left HTTP/1.1\r\nHost: localhost\r\n\r\n");
			connection.readUntil("\r\n\r\n");
			connection.reset();
		}
		AccessLogEntry entry = only("left");
		assertThat(entry.handling().aborted()).isTrue();
		assertThat(entry.response().status()).isEqualTo(200);
		assertThat(entry.response().bodyBytes()).isPositive();
	}

	@ParameterizedTest
	@ValueSource(strings = { "flush=1&", "" })
	void logsAnAbortedEntryWhenTheClientLeavesInTheMiddleOfAText(String flush) throws Exception {
		String situation = flush.isEmpty() ? "text" : "flushed-text";
		try (RawConnection connection = connect()) {
			connection.send("GET /edge/endless-text?" + flush + "situation=left-" + situation
					+ " HTTP/1.1\r\nHost: localhost\r\n\r\n");
			connection.readUntil("\r\n\r\n");
			connection.reset();
		}
		AccessLogEntry entry = only("left-" + situation);
		assertThat(entry.handling().aborted()).isTrue();
		assertThat(entry.response().bodyBytes()).isPositive().isLessThan(5000 * 20_000);
	}

	@Test
	void logsAnAbortedEntryWhenTheClientLeavesBeforeASmallAnswer() throws Exception {
		try (RawConnection connection = connect()) {
			connection.send("GET /edge/answer-late?situation=late HTTP/1.1\r\nHost: localhost\r\n\r\n");
			connection.reset();
		}
		EdgeServlet.CLIENT_LEFT.release();
		assertThat(only("late").handling().aborted()).isTrue();
	}

	@Test
	void logsAnAbortedEntryWhenTheClientLeavesAStream() throws Exception {
		try (RawConnection connection = connect()) {
			connection.send("GET /stream/2000000000?situation=stream HTTP/1.1\r\nHost: localhost\r\n\r\n");
			connection.readUntil("\r\n\r\n");
			connection.reset();
		}
		AccessLogEntry entry = only("stream");
		assertThat(entry.handling().aborted()).isTrue();
		assertThat(entry.response().bodyBytes()).isPositive();
	}

	@Test
	void logsAnAbortedEntryWhenTheClientLeavesANonBlockingRequest() throws Exception {
		try (RawConnection connection = connect()) {
			connection.send("POST /raw/non-blocking-echo?situation=unblocked HTTP/1.1\r\nHost: localhost\r\n"
					+ "Content-Length: 1000\r\n\r\n0123456789");
			connection.reset();
		}
		assertThat(only("unblocked").handling().aborted()).isTrue();
	}

	@Test
	void logsOneEntryEachWhenRequestsShareAConnection() throws Exception {
		String request = " HTTP/1.1\r\nHost: localhost\r\n\r\n";
		try (RawConnection connection = connect()) {
			connection.send("GET /hello/a?situation=first" + request + "GET /no?situation=second" + request
					+ "GET /future?situation=third" + request);
			connection.send("GET /hello/b?situation=fourth HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
			connection.readToEnd();
		}
		assertThat(only("first").response().status()).isEqualTo(200);
		assertThat(only("second").response().status()).isEqualTo(404);
		assertThat(only("third").response().bodyBytes()).isEqualTo("the future".length());
		assertThat(only("fourth").request().path()).isEqualTo("/hello/b");
	}

	@Test
	void logsTheHandshakeWhenTheConnectionIsUpgraded() throws Exception {
		try (RawConnection connection = connect()) {
			connection.send("GET /raw/upgrade?situation=upgrade HTTP/1.1\r\nHost: localhost\r\n"
					+ "Connection: Upgrade\r\nUpgrade: shout\r\n\r\n");
			assertThat(connection.readUntil("HEY")).startsWith("HTTP/1.1 101");
		}
		AccessLogEntry entry = only("upgrade");
		assertThat(entry.response().status()).isEqualTo(101);
		assertThat(entry.response().bodyBytes()).isZero();
	}

	@Test
	void sendsContinueOnlyWhenTheApplicationWouldReadWithoutTheStarter() throws Exception {
		try (RawConnection connection = connect()) {
			connection.send("POST /echo-bytes?situation=continue HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
					+ "Content-Length: 4\r\nContent-Type: application/octet-stream\r\nExpect: 100-continue\r\n\r\n");
			assertThat(connection.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 100");
			connection.send("body");
			assertThat(RawResponse.parse(connection.readToEnd()).text()).isEqualTo("body");
		}
		assertThat(only("continue").request().bodyBytes()).isEqualTo(4);
	}

	@Test
	void logsTheOldProtocolWhenTheClientSpeaksIt() throws Exception {
		try (RawConnection connection = connect()) {
			connection.send("GET /hello/old?situation=old HTTP/1.0\r\n\r\n").readToEnd();
		}
		assertThat(only("old").request().protocolVersion()).isEqualTo("1.0");
	}

	private RawConnection connect() throws Exception {
		return new RawConnection(SituationApplication.port(this.context));
	}

	/**
	 * The one entry: another exchange that comes after it is logged after any second one.
	 */
	private AccessLogEntry only(String situation) throws Exception {
		AccessLogEntry entry = this.entries.await(situation);
		String after = "after-" + situation;
		try (RawConnection connection = connect()) {
			connection.send(Situation.of(after, "GET", "/hello/you").request()).readToEnd();
		}
		this.entries.await(after);
		assertThat(this.entries.of(situation)).hasSize(1);
		return entry;
	}

	static class TomcatTests extends DisturbedExchangeTests {

		@Override
		Container container() {
			return Container.TOMCAT;
		}

	}

	static class JettyTests extends DisturbedExchangeTests {

		@Override
		Container container() {
			return Container.JETTY;
		}

	}

}
