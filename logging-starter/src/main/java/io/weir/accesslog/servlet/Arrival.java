// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.servlet;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.weir.accesslog.AccessLogEntry;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The request as it stood on arrival: plain values, as a forward, an error page or the
 * container's recycling change what the request itself tells later.
 *
 * @param timestampMillis when it arrived, milliseconds since the epoch
 * @param startNanos when it arrived, {@link System#nanoTime()}
 * @param request what was asked, its body not yet counted
 * @param contentType the declared type of the body
 * @param encoded whether the body is compressed or otherwise encoded
 * @param correlation the identifiers of the exchange
 */
record Arrival(long timestampMillis, long startNanos, AccessLogEntry.Request request, @Nullable String contentType,
		boolean encoded, AccessLogEntry.Correlation correlation) {

	static Arrival of(ExchangePolicy policy, RequestPath asked, HttpServletRequest request) {
		long startNanos = System.nanoTime();
		HttpServletRequest sent = unwrapped(request);
		String peer = sent.getRemoteAddr();
		String client = policy.clientAddresses().clientOf(peer, (name) -> Collections.list(sent.getHeaders(name)));
		Map<String, List<String>> headers = policy.requestHeaders().isEmpty() ? Map.of() : policy.requestHeaders()
			.select(Collections.list(request.getHeaderNames()), (name) -> Collections.list(request.getHeaders(name)));
		AccessLogEntry.Request entry = new AccessLogEntry.Request(asked.method(), asked.path(), asked.query(),
				request.getScheme(), protocolVersion(request.getProtocol()), request.getServerName(),
				request.getServerPort(), client, peer, request.getHeader("User-Agent"), request.getHeader("Referer"),
				headers, 0, null);
		return new Arrival(System.currentTimeMillis(), startNanos, entry, request.getContentType(),
				request.getHeader("Content-Encoding") != null,
				new AccessLogEntry.Correlation(requestId(policy, request), MDC.get("traceId"), MDC.get("spanId")));
	}

	/**
	 * The container's own request, as {@code ForwardedHeaderFilter} may have believed
	 * anyone.
	 */
	private static HttpServletRequest unwrapped(HttpServletRequest request) {
		ServletRequest unwrapped = request;
		while (unwrapped instanceof ServletRequestWrapper wrapper) {
			unwrapped = wrapper.getRequest();
		}
		return (unwrapped instanceof HttpServletRequest sent) ? sent : request;
	}

	String method() {
		return this.request.method();
	}

	AccessLogEntry.Request request(long bodyBytes) {
		AccessLogEntry.Request asked = this.request;
		return new AccessLogEntry.Request(asked.method(), asked.path(), asked.query(), asked.scheme(),
				asked.protocolVersion(), asked.serverAddress(), asked.serverPort(), asked.clientAddress(),
				asked.peerAddress(), asked.userAgent(), asked.referer(), asked.headers(), bodyBytes, null);
	}

	private static @Nullable String protocolVersion(@Nullable String protocol) {
		if (protocol == null || !protocol.startsWith("HTTP/")) {
			return null;
		}
		return switch (protocol) {
			case "HTTP/1.1" -> "1.1";
			case "HTTP/2.0" -> "2";
			default -> protocol.substring(5);
		};
	}

	private static @Nullable String requestId(ExchangePolicy policy, HttpServletRequest request) {
		String header = policy.requestIdHeader();
		if (header == null) {
			return null;
		}
		String sent = request.getHeader(header);
		return (sent != null && isWellFormed(sent)) ? sent : UUID.randomUUID().toString();
	}

	private static boolean isWellFormed(String id) {
		if (id.isEmpty() || id.length() > 128) {
			return false;
		}
		for (int i = 0; i < id.length(); i++) {
			char c = id.charAt(i);
			boolean allowed = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.'
					|| c == '_' || c == '~' || c == '-';
			if (!allowed) {
				return false;
			}
		}
		return true;
	}

}
