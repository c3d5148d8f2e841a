// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;

import io.weir.idempotency.Fingerprint.BodyDigest;
import io.weir.idempotency.fingerprint.BodyHash;
import io.weir.idempotency.fingerprint.Sha256;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import org.jspecify.annotations.Nullable;

/**
 * A multipart form that the container has parsed, compared by its parts. They are hashed
 * before the handler runs, because Spring deletes them before it returns.
 */
final class MultipartBody extends RequestBody {

	private final @Nullable BodyDigest digest;

	/**
	 * Creates a body.
	 * @param request the container's request
	 * @param digest digest of the parts, or {@code null} when the container refused them,
	 * as it will refuse them to the handler
	 */
	private MultipartBody(HttpServletRequest request, @Nullable BodyDigest digest) {
		super(request);
		this.digest = digest;
	}

	/**
	 * Has the parts parsed.
	 * @return the body, or {@code null} when the request's servlet takes no parts and
	 * reads the stream
	 */
	static @Nullable MultipartBody parse(HttpServletRequest request, Sha256 sha256) throws IOException {
		try {
			Collection<Part> parts = request.getParts();
			return parts.isEmpty() ? null : new MultipartBody(request, digest(parts, request, sha256));
		}
		catch (IllegalStateException ex) {
			return (ex.getCause() == null) ? null : new MultipartBody(request, null);
		}
		catch (ServletException ex) {
			return new MultipartBody(request, null);
		}
	}

	private static BodyDigest digest(Collection<Part> parts, HttpServletRequest request, Sha256 sha256)
			throws IOException {
		for (Part part : parts) {
			BodyHash content = new BodyHash(new Sha256(), part.getSize());
			try (InputStream in = part.getInputStream()) {
				content.drain(in, Long.MAX_VALUE);
			}
			sha256.part(part.getName())
				.part(part.getSubmittedFileName())
				.part(part.getContentType())
				.part(content.finish(true).digest());
		}
		long length = request.getContentLengthLong();
		return new BodyDigest(sha256.hex(), Math.max(length, 0), true, -1);
	}

	@Override
	@Nullable BodyDigest known() {
		return this.digest;
	}

	@Override
	@Nullable BodyDigest finish(long maxDrainBytes) {
		return this.digest;
	}

	@Override
	boolean matches(BodyDigest recorded) {
		return this.digest == null || this.digest.digest().equals(recorded.digest());
	}

}
