// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.fingerprint;

import java.util.Locale;

import io.weir.idempotency.IdempotentRequest;
import io.weir.idempotency.RequestFingerprinter;
import org.jspecify.annotations.Nullable;

/**
 * Takes the method, the path and query as they were sent, and the content type. A
 * multipart boundary is left out, as clients draw a new one for each attempt.
 */
public final class DefaultRequestFingerprinter implements RequestFingerprinter {

	@Override
	public String head(IdempotentRequest request) {
		return head(request, new Sha256());
	}

	/**
	 * The digest of a request's head, by a digest that is at hand.
	 * @param request the request
	 * @param sha256 an empty digest, empty again afterwards
	 * @return the digest
	 */
	public String head(IdempotentRequest request, Sha256 sha256) {
		return sha256.part(request.method())
			.part(request.path())
			.part(request.query())
			.part(withoutBoundary(request.contentType()))
			.hex();
	}

	private static @Nullable String withoutBoundary(@Nullable String contentType) {
		if (contentType == null || !contentType.regionMatches(true, 0, "multipart/", 0, 10)) {
			return contentType;
		}
		StringBuilder kept = new StringBuilder();
		for (String parameter : contentType.split(";", -1)) {
			String trimmed = parameter.trim();
			if (!trimmed.toLowerCase(Locale.ROOT).startsWith("boundary=")) {
				kept.append(trimmed).append(';');
			}
		}
		return kept.toString();
	}

}
