// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.redact;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.weir.accesslog.AccessLogEntry;
import io.weir.accesslog.AccessLogEntry.Request;
import io.weir.accesslog.AccessLogEntry.Response;
import io.weir.accesslog.BodyPreview;
import io.weir.accesslog.BodyRedactor;
import io.weir.accesslog.HeaderRedactor;
import io.weir.accesslog.body.KeptBody;
import org.jspecify.annotations.Nullable;

/**
 * Makes the entry that everyone may see out of the raw one: query, headers and the kept
 * pieces of both bodies redacted. Safe for use by several threads when its redactors are.
 */
public final class EntryRedactor {

	private final UrlRedactor urls;

	private final HeaderRedactor headers;

	private final BodyRedactor bodies;

	/**
	 * A redactor.
	 * @param urls redacts the path and the query
	 * @param headers redacts header values
	 * @param bodies redacts bodies
	 */
	public EntryRedactor(UrlRedactor urls, HeaderRedactor headers, BodyRedactor bodies) {
		this.urls = urls;
		this.headers = headers;
		this.bodies = bodies;
	}

	/**
	 * Redacts an entry.
	 * @param entry the raw entry, without previews
	 * @param requestBody the kept piece of the request's body
	 * @param responseBody the kept piece of the response's body
	 * @return the redacted entry with previews
	 */
	public AccessLogEntry redact(AccessLogEntry entry, @Nullable KeptBody requestBody,
			@Nullable KeptBody responseBody) {
		Request request = redact(entry.request(), requestBody);
		Response response = redact(entry.response(), responseBody);
		// Most entries have nothing to hide and are passed on as they are.
		if (request.equals(entry.request()) && response.equals(entry.response())) {
			return entry;
		}
		return new AccessLogEntry(entry.timestampMillis(), entry.durationNanos(), request, response, entry.handling(),
				entry.correlation(), entry.fields());
	}

	/**
	 * Whether a body was kept and then left out because it could not be redacted.
	 * @param kept the kept piece
	 * @param preview what became of it
	 * @return whether it was left out here
	 */
	public static boolean isUnparsable(@Nullable KeptBody kept, @Nullable BodyPreview preview) {
		return kept != null && kept.omitted() == null && preview != null && preview.omitted() != null;
	}

	private Request redact(Request request, @Nullable KeptBody kept) {
		String path = this.urls.redactPath(request.path());
		String query = (request.query() != null) ? this.urls.redactQuery(request.query()) : null;
		String userAgent = header("User-Agent", request.userAgent());
		String referer = header("Referer", request.referer());
		Map<String, List<String>> redacted = headers(request.headers());
		if (kept == null && path.equals(request.path()) && same(query, request.query())
				&& same(userAgent, request.userAgent()) && same(referer, request.referer()) && redacted.isEmpty()) {
			return request;
		}
		return new Request(request.method(), path, query, request.scheme(), request.protocolVersion(),
				request.serverAddress(), request.serverPort(), request.clientAddress(), request.peerAddress(),
				userAgent, referer, redacted, request.bodyBytes(), preview(kept));
	}

	private Response redact(Response response, @Nullable KeptBody kept) {
		Map<String, List<String>> redacted = headers(response.headers());
		if (kept == null && redacted.isEmpty()) {
			return response;
		}
		return new Response(response.status(), response.bodyBytes(), redacted, preview(kept));
	}

	private @Nullable String header(String name, @Nullable String value) {
		return (value != null) ? redacted(name, value) : null;
	}

	private Map<String, List<String>> headers(Map<String, List<String>> raw) {
		if (raw.isEmpty()) {
			return raw;
		}
		Map<String, List<String>> redacted = new LinkedHashMap<>();
		raw.forEach(
				(name, values) -> redacted.put(name, values.stream().map((value) -> redacted(name, value)).toList()));
		return redacted;
	}

	// Nothing is shown of what a redactor failed at, and the entry is not lost for it.
	private String redacted(String name, String value) {
		try {
			return this.headers.redact(name, value);
		}
		catch (RuntimeException ex) {
			return "redactor failed";
		}
	}

	private @Nullable BodyPreview preview(@Nullable KeptBody kept) {
		if (kept == null) {
			return null;
		}
		String omitted = kept.omitted();
		if (omitted != null) {
			return BodyPreview.omitted(omitted, kept.truncated());
		}
		if (kept.length() == 0 && !kept.truncated()) {
			return null;
		}
		String contentType = kept.contentType();
		if (contentType == null) {
			return BodyPreview.omitted("no content type", kept.truncated());
		}
		String text = BodyText.decode(kept);
		if (text == null) {
			return BodyPreview.omitted("not readable as " + kept.charset().name(), kept.truncated());
		}
		try {
			return this.bodies.redact(contentType, text, kept.truncated());
		}
		catch (RuntimeException ex) {
			return BodyPreview.omitted("redactor failed", kept.truncated());
		}
	}

	private static boolean same(@Nullable String one, @Nullable String other) {
		return (one != null) ? one.equals(other) : other == null;
	}

}
