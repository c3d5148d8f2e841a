// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.format;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.weir.accesslog.AccessLogEntry;
import io.weir.accesslog.BodyPreview;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an entry: their names, their order, and where each comes from.
 */
enum EntryField {

	METHOD("http.request.method", (e, n, v) -> text(n, e.request().method(), v)),
	PATH("url.path", (e, n, v) -> text(n, e.request().path(), v)),
	QUERY("url.query", (e, n, v) -> text(n, e.request().query(), v)),
	SCHEME("url.scheme", (e, n, v) -> text(n, e.request().scheme(), v)),
	ROUTE("http.route", (e, n, v) -> text(n, e.handling().route(), v)),
	STATUS("http.response.status_code", (e, n, v) -> v.number(n, e.response().status())),
	DURATION("event.duration", (e, n, v) -> v.number(n, e.durationNanos())),
	OUTCOME("event.outcome", (e, n, v) -> v.text(n, isFailure(e) ? "failure" : "success")),
	ERROR_TYPE("error.type", (e, n, v) -> text(n, e.handling().errorType(), v)),
	FUNCTION("code.function", (e, n, v) -> text(n, e.handling().function(), v)),
	CLIENT("client.address", (e, n, v) -> text(n, e.request().clientAddress(), v)),
	PEER("network.peer.address", (e, n, v) -> text(n, e.request().peerAddress(), v)),
	SERVER("server.address", (e, n, v) -> text(n, e.request().serverAddress(), v)),
	PORT("server.port", (e, n, v) -> number(n, e.request().serverPort(), v)),
	PROTOCOL("network.protocol.version", "http.version", (e, n, v) -> text(n, e.request().protocolVersion(), v)),
	USER_AGENT("user_agent.original", (e, n, v) -> text(n, e.request().userAgent(), v)),
	USER("user.name", (e, n, v) -> text(n, e.handling().userName(), v)),
	TRACE("trace.id", (e, n, v) -> text(n, e.correlation().traceId(), v)),
	SPAN("span.id", (e, n, v) -> text(n, e.correlation().spanId(), v)),
	REQUEST_ID("http.request.id", (e, n, v) -> text(n, e.correlation().requestId(), v)),
	REQUEST_BYTES("http.request.body.size", "http.request.body.bytes",
			(e, n, v) -> number(n, e.request().bodyBytes(), v)),
	RESPONSE_BYTES("http.response.body.size", "http.response.body.bytes",
			(e, n, v) -> number(n, e.response().bodyBytes(), v)),
	REQUEST_HEADERS("http.request.headers", (e, n, v) -> headers(n, e.request().headers(), v)),
	RESPONSE_HEADERS("http.response.headers", (e, n, v) -> headers(n, e.response().headers(), v)),
	REQUEST_BODY("http.request.body.content", (e, n, v) -> content(n, e.request().body(), v)),
	REQUEST_TRUNCATED("weir.request.truncated", (e, n, v) -> truncated(n, e.request().body(), v)),
	REQUEST_OMITTED("weir.request.omitted", (e, n, v) -> omitted(n, e.request().body(), v)),
	RESPONSE_BODY("http.response.body.content", (e, n, v) -> content(n, e.response().body(), v)),
	RESPONSE_TRUNCATED("weir.response.truncated", (e, n, v) -> truncated(n, e.response().body(), v)),
	RESPONSE_OMITTED("weir.response.omitted", (e, n, v) -> omitted(n, e.response().body(), v)),
	ABORTED("weir.aborted", (e, n, v) -> v.flag(n, e.handling().aborted())),
	SLOW("weir.slow", (e, n, v) -> v.flag(n, e.handling().slow())),
	SAMPLED("weir.sampled", (e, n, v) -> v.flag(n, e.handling().sampled()));

	private static final EntryField[] ALL = values();

	private final String otelName;

	private final String ecsName;

	@SuppressWarnings("ImmutableEnumChecker") // The sources above capture nothing.
	private final Source source;

	EntryField(String name, Source source) {
		this(name, name, source);
	}

	EntryField(String otelName, String ecsName, Source source) {
		this.otelName = otelName;
		this.ecsName = ecsName;
		this.source = source;
	}

	String fieldName(FieldNames names) {
		return (names == FieldNames.ECS) ? this.ecsName : this.otelName;
	}

	Stream<String> allNames() {
		return Stream.of(this.otelName, this.ecsName).distinct();
	}

	boolean isNamed(String name) {
		return this.otelName.equals(name) || this.ecsName.equals(name);
	}

	void visit(AccessLogEntry entry, FieldNames names, FieldVisitor visitor) {
		this.source.visit(entry, fieldName(names), visitor);
	}

	/**
	 * Tells every field of the entry that is not absent, in the order of this table, then
	 * the ones that customizers added.
	 */
	static void visitAll(AccessLogEntry entry, FieldNames names, FieldVisitor visitor) {
		for (EntryField field : ALL) {
			field.visit(entry, names, visitor);
		}
		if (!entry.fields().isEmpty()) {
			entry.fields().forEach(visitor::added);
		}
	}

	static List<EntryField> all() {
		return Arrays.asList(ALL);
	}

	private static boolean isFailure(AccessLogEntry entry) {
		return entry.response().status() >= 500 || entry.handling().errorType() != null;
	}

	private static void text(String name, @Nullable String value, FieldVisitor visitor) {
		if (value != null) {
			visitor.text(name, value);
		}
	}

	private static void number(String name, long value, FieldVisitor visitor) {
		if (value >= 0) {
			visitor.number(name, value);
		}
	}

	private static void headers(String name, Map<String, List<String>> headers, FieldVisitor visitor) {
		if (!headers.isEmpty()) {
			visitor.headers(name, headers);
		}
	}

	private static void content(String name, @Nullable BodyPreview body, FieldVisitor visitor) {
		if (body != null) {
			text(name, body.text(), visitor);
		}
	}

	private static void truncated(String name, @Nullable BodyPreview body, FieldVisitor visitor) {
		if (body != null) {
			visitor.flag(name, body.truncated());
		}
	}

	private static void omitted(String name, @Nullable BodyPreview body, FieldVisitor visitor) {
		if (body != null) {
			text(name, body.omitted(), visitor);
		}
	}

	/**
	 * Where a field comes from.
	 */
	@FunctionalInterface
	private interface Source {

		void visit(AccessLogEntry entry, String name, FieldVisitor visitor);

	}

}
