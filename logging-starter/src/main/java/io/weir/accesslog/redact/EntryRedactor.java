// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.redact;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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

	private static final String FAILED = "redactor failed";

	private final UrlRedactor urls;

	private final PathVariables variables;

	private final FieldRedactor fields;

	private final HeaderRedactor headers;

	private final BodyRedactor bodies;

	/**
	 * A redactor.
	 * @param names the names whose values are secret
	 * @param mask what stands in for a value
	 * @param headers redacts header values
	 * @param bodies redacts bodies
	 */
	public EntryRedactor(SecretNames names, String mask, HeaderRedactor headers, BodyRedactor bodies) {
		this.urls = new UrlRedactor(names, mask);
		this.variables = new PathVariables(names, mask);
		this.fields = new FieldRedactor(names, mask);
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
		Request request = redact(entry.request(), entry.handling().route(), requestBody);
		Response response = redact(entry.response(), responseBody);
		// Most entries have nothing to hide and are passed on as they are.
		if (request.equals(entry.request()) && response.equals(entry.response())) {
			return entry;
		}
		return new AccessLogEntry(entry.timestampMillis(), entry.durationNanos(), request, response, entry.handling(),
				entry.correlation(), entry.fields());
	}

	/**
	 * Redacts the value of a field that the application added.
	 * @param name the field's name
	 * @param value a string, number, boolean, or a list or map of such
	 * @return what may be logged
	 */
	public Object redactField(String name, Object value) {
		return this.fields.redact(name, value);
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

	private Request redact(Request request, @Nullable String route, @Nullable KeptBody kept) {
		String path = this.urls.redactPath(this.variables.hide(request.path(), route));
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
			return Objects.requireNonNullElse(this.headers.redact(name, value), FAILED);
		}
		catch (Throwable ex) {
			return FAILED;
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
			BodyPreview preview = this.bodies.redact(contentType, text, kept.truncated());
			return (preview != null) ? preview : BodyPreview.omitted(FAILED, kept.truncated());
		}
		catch (Throwable ex) {
			return BodyPreview.omitted(FAILED, kept.truncated());
		}
	}

	private static boolean same(@Nullable String one, @Nullable String other) {
		return (one != null) ? one.equals(other) : other == null;
	}

}
