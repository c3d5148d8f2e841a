// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.io.IOException;

import io.weir.idempotency.fingerprint.Sha256;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Chooses how a body is fingerprinted.
 *
 * @param eagerLimitBytes how long a body of declared length may be to be read before the
 * handler runs, inclusive
 */
record RequestBodies(long eagerLimitBytes) {

	/**
	 * The body of a request.
	 * @param sha256 an empty digest, the body's own from now on
	 * @throws IOException when the client does not send what is read at once
	 */
	RequestBody of(HttpServletRequest request, Sha256 sha256) throws IOException {
		String contentType = request.getContentType();
		if (is(contentType, "multipart/")) {
			return new MultipartBody(request, is(contentType, "multipart/form-data"), sha256);
		}
		boolean form = is(contentType, "application/x-www-form-urlencoded");
		long length = request.getContentLengthLong();
		if (length < 0 && request.getHeader("Transfer-Encoding") == null
				&& request.getProtocol().startsWith("HTTP/1")) {
			length = 0;
		}
		boolean asksFirst = request.getHeader("Expect") != null;
		if (!form && !asksFirst && length >= 0 && length <= this.eagerLimitBytes) {
			return new EagerBody(request, (int) length, sha256);
		}
		return new StreamedBody(request, form, sha256);
	}

	private static boolean is(@Nullable String contentType, String expected) {
		return contentType != null && contentType.regionMatches(true, 0, expected, 0, expected.length());
	}

}
