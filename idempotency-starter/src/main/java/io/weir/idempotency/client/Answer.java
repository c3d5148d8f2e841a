// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.client;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;

/**
 * The answer to one attempt. A short body is read at once, at most 64 KB of it, so that a
 * connection that is lost within it is a lost connection, and a problem can be
 * recognised; the caller reads it again from here.
 */
final class Answer implements ClientHttpResponse {

	private static final int READ_AT_ONCE_BYTES = 64 * 1024;

	// A nested member of this name costs a repeat at the most, which the key makes safe.
	private static final Pattern OUTSTANDING = Pattern.compile("\"code\"\\s*:\\s*\"request-outstanding\"");

	private final ClientHttpResponse response;

	private final HttpStatusCode status;

	private final byte[] beginning;

	private Answer(ClientHttpResponse response, HttpStatusCode status, byte[] beginning) {
		this.response = response;
		this.status = status;
		this.beginning = beginning;
	}

	static Answer of(ClientHttpResponse response) throws IOException {
		try {
			byte[] beginning = new byte[0];
			if (isShort(response.getHeaders())) {
				beginning = response.getBody().readNBytes(READ_AT_ONCE_BYTES);
				requireWhole(response.getHeaders(), beginning.length);
			}
			return new Answer(response, response.getStatusCode(), beginning);
		}
		catch (IOException | RuntimeException ex) {
			response.close();
			throw ex;
		}
	}

	/**
	 * {@code HttpURLConnection} takes the end of the connection for the end of the body.
	 */
	private static void requireWhole(HttpHeaders headers, int read) throws EOFException {
		if (read > 0 && read < headers.getContentLength() && !headers.containsHeader(HttpHeaders.CONTENT_ENCODING)) {
			throw new EOFException("The connection was lost after " + read + " of " + headers.getContentLength()
					+ " bytes of the answer");
		}
	}

	/**
	 * Of unknown length are streams too, whose end may be far; JSON is no such stream.
	 */
	private static boolean isShort(HttpHeaders headers) {
		long length = headers.getContentLength();
		return (length >= 0) ? length <= READ_AT_ONCE_BYTES : isJson(headers);
	}

	private static boolean isJson(HttpHeaders headers) {
		try {
			MediaType type = headers.getContentType();
			return type != null && (type.getSubtype().equals("json") || "json".equals(type.getSubtypeSuffix()));
		}
		catch (InvalidMediaTypeException ex) {
			return false;
		}
	}

	/**
	 * Whether the same request may be sent again, and should be.
	 */
	boolean asksForRepeat() {
		return switch (this.status.value()) {
			case 408, 425, 429 -> true;
			case 409 ->
				isJson(getHeaders()) && OUTSTANDING.matcher(new String(this.beginning, StandardCharsets.UTF_8)).find();
			default -> this.status.is5xxServerError();
		};
	}

	/**
	 * What {@code Retry-After} asks for (RFC 9110 section 10.2.3).
	 * @return how long from now, or {@code null} when there is none that can be read
	 */
	@Nullable Duration retryAfter() {
		String value = getHeaders().getFirst(HttpHeaders.RETRY_AFTER);
		if (value == null) {
			return null;
		}
		String trimmed = value.trim();
		try {
			return trimmed.chars().allMatch((c) -> c >= '0' && c <= '9') ? Duration.ofSeconds(Long.parseLong(trimmed))
					: Duration.between(Instant.now(),
							ZonedDateTime.parse(trimmed, DateTimeFormatter.RFC_1123_DATE_TIME));
		}
		catch (DateTimeException | NumberFormatException | ArithmeticException ex) {
			return null;
		}
	}

	@Override
	public HttpStatusCode getStatusCode() {
		return this.status;
	}

	@Override
	public String getStatusText() throws IOException {
		return this.response.getStatusText();
	}

	@Override
	public HttpHeaders getHeaders() {
		return this.response.getHeaders();
	}

	@Override
	public InputStream getBody() throws IOException {
		InputStream read = new ByteArrayInputStream(this.beginning);
		return (isShort(getHeaders()) && this.beginning.length < READ_AT_ONCE_BYTES) ? read
				: new SequenceInputStream(read, this.response.getBody());
	}

	@Override
	public void close() {
		this.response.close();
	}

}
