// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.situation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;

import io.weir.accesslog.AccessLogEntry;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The table of situations that answer the same way every time.
 */
final class Situations {

	private static final String FORM = "application/x-www-form-urlencoded";

	private static final String ISE = IllegalStateException.class.getName();

	private Situations() {
	}

	static List<Situation> all() {
		List<Situation> all = new ArrayList<>();
		all.addAll(synchronous());
		all.addAll(failing());
		all.addAll(asynchronous());
		all.addAll(reading());
		all.addAll(writing());
		all.addAll(edges());
		return all;
	}

	private static List<Situation> edges() {
		return List.of(
				Situation.of("trace", "TRACE", "/hello/you")
					.status(405)
					.statusOnJetty(400)
					.expect((entry) -> assertThat(entry.request().method()).isEqualTo("TRACE")),
				get("failing upstream", "/callable-upstream").status(500)
					.expect(errorType(ConnectException.class.getName())),
				get("failing upstream after commit", "/edge/upstream-after-commit")
					.expect(errorType(ConnectException.class.getName())),
				get("own exception", "/edge/own-exception").status(500)
					.expect(errorType(EdgeServlet.OwnException.class.getName())),
				get("wrapped exception", "/edge/wrapped-exception").status(500).expect(errorType(ISE)),
				get("sendfile", "/edge/sendfile"),
				get("form nobody reads", "/raw/parameters").body(FORM, "a=123").reads(0).answers("null1"),
				post("form in other case", "/raw/parameters").body("Application/X-WWW-Form-Urlencoded", "a=123")
					.answers("1232"),
				post("form in chunks", "/raw/parameters").body(FORM, "a=123").chunked().undeclared().answers("1232"),
				post("multipart in other case", "/upload").body("Multipart/Form-Data; boundary=xx", MULTIPART)
					.answers("hi 6"),
				post("multipart in chunks", "/upload").body("multipart/form-data; boundary=xx", MULTIPART)
					.chunked()
					.undeclared()
					.answers("hi 6"));
	}

	private static List<Situation> synchronous() {
		return List.of(get("sync", "/hello/you").answers("hello you").expect((entry) -> {
			assertThat(entry.handling().route()).isEqualTo("/hello/{name}");
			assertThat(entry.handling().function()).isEqualTo(SituationController.class.getName() + ".hello");
			assertThat(entry.handling().errorType()).isNull();
			assertThat(entry.handling().aborted()).isFalse();
			assertThat(entry.request().protocolVersion()).isEqualTo("1.1");
			assertThat(entry.request().serverAddress()).isEqualTo("localhost");
			assertThat(entry.request().clientAddress()).isEqualTo("127.0.0.1");
		}), post("json", "/echo").body("application/json", "{\"a\":\"\u00fc\"}").answers("{\"a\":\"\u00fc\"}"),
				post("json in chunks", "/echo").body("application/json", "{\"a\":1}").chunked().answers("{\"a\":1}"),
				get("static resource", "/static.txt"), Situation.of("head", "HEAD", "/hello/you"),
				Situation.of("head of a stream", "HEAD", "/stream/5000"), get("no content", "/empty/204").status(204),
				get("reset content", "/empty/205").status(205),
				get("not modified", "/cached").header("If-None-Match", "\"v1\"").status(304),
				get("redirect", "/redirect").status(302), get("raw redirect", "/raw/redirect").status(302),
				get("redirect with body", "/raw/redirect-with-body").status(303), get("big", "/big"),
				get("include", "/raw/include").answers("<0123456789>"),
				get("forward", "/raw/forward").answers("hello forwarded")
					.expect((entry) -> assertThat(entry.request().path()).isEqualTo("/raw/forward")),
				get("early answer", "/early").status(429).answers("slow down"),
				get("early hints", "/raw/early-hints").answers("after the hints"),
				get("user", "/user").header("Authorization", "Basic YWRhOnB3")
					.answers("ada")
					.expect((entry) -> assertThat(entry.handling().userName()).isEqualTo("ada")),
				get("continue", "/hello/you").header("Expect", "100-continue"),
				Situation.of("options", "OPTIONS", "/hello/you"));
	}

	private static List<Situation> failing() {
		return List.of(get("exception", "/boom").status(500).expect((entry) -> {
			assertThat(entry.handling().errorType()).isEqualTo(ISE);
			assertThat(entry.handling().route()).isEqualTo("/boom");
			assertThat(entry.request().path()).isEqualTo("/boom");
		}), get("exception as page", "/boom").header("Accept", "text/html").status(500),
				get("exception in a filter", "/filter-boom").status(500).expect(errorType(ISE)),
				get("handled exception", "/handled").status(409)
					.answers("handled: handled")
					.expect(errorType(UnsupportedOperationException.class.getName())),
				get("response status exception", "/gone").status(410), get("send error", "/send-error").status(418),
				get("not found", "/no").status(404), Situation.of("method not allowed", "DELETE", "/boom").status(405),
				post("malformed json", "/echo").body("application/json", "{\"a\"").status(400),
				post("unsupported media type", "/echo").body("text/plain", "x").reads(1).status(415),
				get("denied", "/denied").status(401),
				get("forbidden", "/denied").header("Authorization", "Basic YWRhOnB3").status(403),
				get("unauthorized", "/user").status(401), Situation.of("exception on put", "PUT", "/boom").status(405),
				get("exception after commit", "/raw/write-and-boom").expect(errorType(ISE)));
	}

	private static List<Situation> asynchronous() {
		return List.of(get("callable", "/callable").answers("called"),
				get("failing callable", "/callable-boom").status(500)
					.expect(errorType(IllegalArgumentException.class.getName())),
				get("future", "/future").answers("the future"),
				get("handled future", "/future-handled").status(409)
					.expect(errorType(UnsupportedOperationException.class.getName())),
				get("deferred", "/deferred").answers("deferred"),
				get("deferred timeout", "/deferred-timeout").status(503),
				get("deferred fallback", "/deferred-fallback").answers("too late"), get("stream", "/stream/123456"),
				get("stream of nothing", "/stream/0"), get("events", "/sse"), get("async", "/raw/async"),
				get("async wrapped", "/raw/async-wrapped"),
				get("async dispatch", "/raw/async-dispatch").answers("hello dispatched")
					.expect((entry) -> assertThat(entry.request().path()).isEqualTo("/raw/async-dispatch")),
				get("async twice", "/raw/async-twice").answers("0123456789"),
				get("async timeout", "/raw/async-timeout").status(500),
				get("async failure", "/raw/async-boom").status(500).expect(errorType(ISE)),
				post("non-blocking", "/raw/non-blocking-echo").body("text/plain", new byte[300_000]),
				post("non-blocking in chunks", "/raw/non-blocking-echo").body("text/plain", new byte[30_000])
					.chunked());
	}

	private static List<Situation> reading() {
		String text = "\u00e9ins\nzw\u00ebi\r\ndr\u20aci\rv\ud83d\ude00er";
		return List.of(post("byte buffer read", "/raw/read-buffer").body("text/plain", new byte[100]).answers("100"),
				post("lines read", "/raw/read-lines").body("text/plain", text).answers(text),
				post("partly read", "/raw/read-some").body("text/plain", new byte[100]).reads(10),
				post("unread", "/raw/read-none").body("text/plain", new byte[100]).reads(0).answers("unread"),
				post("reader", "/raw/reader").body("text/plain;charset=UTF-8", text),
				post("reader, latin 1", "/raw/reader").body("text/plain;charset=ISO-8859-1",
						new byte[] { 'a', (byte) 0xe9 }),
				post("marked reader", "/raw/reader-marks").body("text/plain", "0123456789").reads(5),
				post("form", "/form").body(FORM, "a=1&b=%C3%BC").answers("1,\u00fc"),
				post("form in a servlet", "/raw/parameters?c=3").body(FORM, "a=1&b=2").answers("14"),
				Situation.of("put form", "PUT", "/put-form").body(FORM, "a=1&b=2").answers("1,2"),
				post("multipart", "/upload").body("multipart/form-data; boundary=xx", MULTIPART).answers("hi 6"),
				post("large upload", "/echo-bytes").body("application/octet-stream", new byte[3_000_000]),
				post("compressed body", "/echo-bytes").header("Content-Encoding", "gzip")
					.body("application/octet-stream", gzip("compressed".repeat(100))));
	}

	private static List<Situation> writing() {
		return List.of(get("byte buffer written", "/raw/write-buffer"), get("bytes written", "/raw/write-bytes"),
				get("flushes", "/raw/flushes"), get("utf-8 text", "/raw/write-text?charset=UTF-8"),
				get("latin 1 text", "/raw/write-text?charset=ISO-8859-1"),
				get("ascii text", "/raw/write-text?charset=US-ASCII"),
				get("utf-16 text", "/raw/write-text?charset=UTF-16BE"),
				get("windows text", "/raw/write-text?charset=windows-1252"),
				get("written after close", "/raw/write-after-close").answers("before"),
				get("too much written", "/raw/write-too-much").statusOnJetty(500),
				get("too little written", "/raw/write-too-little").statusOnJetty(500),
				get("reset", "/raw/reset").answers("0123456789"),
				get("buffer reset", "/raw/reset-buffer").answers("0123456789"));
	}

	private static final String MULTIPART = "--xx\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhi\r\n"
			+ "--xx\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f.txt\"\r\n"
			+ "Content-Type: text/plain\r\n\r\nfilely\r\n--xx--\r\n";

	private static Consumer<AccessLogEntry> errorType(String type) {
		return (entry) -> assertThat(entry.handling().errorType()).isEqualTo(type);
	}

	private static Situation get(String name, String path) {
		return Situation.of(name, "GET", path);
	}

	private static Situation post(String name, String path) {
		return Situation.of(name, "POST", path);
	}

	private static byte[] gzip(String text) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
			gzip.write(text.getBytes());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

}
