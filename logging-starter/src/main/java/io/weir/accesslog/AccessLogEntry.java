// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * One finished exchange as it is logged: plain immutable values, redacted, holding no
 * servlet object, so that it may wait in a queue or be kept by a writer for as long as it
 * likes.
 * <p>
 * Entries that reach an {@link AccessLogWriter} or {@link AccessLogCustomizer} are
 * already redacted. Absent values are {@code null}; maps are never {@code null}.
 *
 * @param timestampMillis when the request arrived, milliseconds since the epoch
 * @param durationNanos from arrival to the end of the exchange, nanoseconds
 * @param request what the client asked
 * @param response what the client was answered
 * @param handling what the application made of it
 * @param correlation the identifiers that tie the entry to other signals
 * @param fields fields added by customizers, by name
 */
public record AccessLogEntry(long timestampMillis, long durationNanos, Request request, Response response,
		Handling handling, Correlation correlation, Map<String, Object> fields) {

	/**
	 * What the client asked, as it stood on arrival.
	 *
	 * @param method the request method
	 * @param path the request path, undecoded
	 * @param query the query string without {@code ?}, undecoded
	 * @param scheme {@code http} or {@code https}
	 * @param protocolVersion the protocol version, {@code 1.1} or {@code 2}
	 * @param serverAddress the host the client named
	 * @param serverPort the port the client named, or -1
	 * @param clientAddress the client, as told by trusted proxies
	 * @param peerAddress the other end of the connection
	 * @param userAgent the {@code User-Agent} header
	 * @param referer the {@code Referer} header
	 * @param headers the headers asked for, by name
	 * @param bodyBytes bytes of body the application read; the declared length when the
	 * container parsed a form or parts, -1 when it is not known
	 * @param body the kept piece of the body
	 */
	public record Request(String method, String path, @Nullable String query, @Nullable String scheme,
			@Nullable String protocolVersion, @Nullable String serverAddress, int serverPort,
			@Nullable String clientAddress, @Nullable String peerAddress, @Nullable String userAgent,
			@Nullable String referer, Map<String, List<String>> headers, long bodyBytes, @Nullable BodyPreview body) {
	}

	/**
	 * What the client was answered.
	 *
	 * @param status the status code the client saw
	 * @param bodyBytes bytes of body written, before compression
	 * @param headers the headers asked for, by name
	 * @param body the kept piece of the body
	 */
	public record Response(int status, long bodyBytes, Map<String, List<String>> headers, @Nullable BodyPreview body) {
	}

	/**
	 * What the application made of the exchange.
	 *
	 * @param route the route template, {@code /payments/{id}}
	 * @param function the controller and method that handled it
	 * @param errorType the class name of the exception that left the handler
	 * @param userName the authenticated principal's name
	 * @param aborted whether the client went away
	 * @param slow whether the exchange took at least the slow threshold
	 * @param sampled whether the entry was chosen by sampling, {@code false} when errors
	 * or slowness alone had it logged
	 */
	public record Handling(@Nullable String route, @Nullable String function, @Nullable String errorType,
			@Nullable String userName, boolean aborted, boolean slow, boolean sampled) {
	}

	/**
	 * Identifiers that tie the entry to other signals.
	 *
	 * @param requestId the request id, when a header for it is set
	 * @param traceId the trace id
	 * @param spanId the span id
	 */
	public record Correlation(@Nullable String requestId, @Nullable String traceId, @Nullable String spanId) {
	}

}
