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
 * A multipart body. It is compared by its parts when the handler asked for these, so that
 * the boundary does not matter, and by its bytes otherwise; a repeat in the way of the
 * first one. Parts are hashed at once, because Spring deletes them before it returns.
 */
final class MultipartBody extends StreamedBody {

	private static final String PARTS = "parts:";

	private final boolean formData;

	private volatile boolean broken;

	private volatile boolean refused;

	MultipartBody(HttpServletRequest request, boolean formData, Sha256 sha256) {
		super(request, false, sha256);
		this.formData = formData;
	}

	@Override
	public Collection<Part> getParts() throws IOException, ServletException {
		Collection<Part> parts = parsed();
		know(parts);
		return parts;
	}

	@Override
	public @Nullable Part getPart(String name) throws IOException, ServletException {
		know(parsed());
		return super.getPart(name);
	}

	@Override
	void parametersRead() {
		if (!this.formData || isStreamed() || known() != null) {
			return;
		}
		try {
			know(parsed()); // as the container has, where its servlet takes parts
		}
		catch (IOException | ServletException | RuntimeException ex) {
			// It tells the handler when that asks for the parts.
		}
	}

	private Collection<Part> parsed() throws IOException, ServletException {
		try {
			return super.getParts();
		}
		catch (IllegalStateException ex) {
			// Without a cause, the servlet takes no parts and the body is still there.
			this.refused |= ex.getCause() != null;
			throw ex;
		}
		catch (IOException | ServletException | RuntimeException ex) {
			this.refused = true;
			this.broken |= isOfTransport(ex);
			throw ex;
		}
	}

	private static boolean isOfTransport(Throwable failure) {
		Throwable cause = failure;
		while (cause != null && !(cause instanceof IOException)) {
			cause = cause.getCause();
		}
		return cause != null;
	}

	private void know(Collection<Part> parts) throws IOException {
		if (known() == null && !parts.isEmpty()) {
			know(digest(parts));
		}
	}

	private BodyDigest digest(Collection<Part> parts) throws IOException {
		Sha256 sha256 = new Sha256();
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
		return new BodyDigest(PARTS + sha256.hex(), Math.max(getContentLengthLong(), 0), true, -1);
	}

	@Override
	BodyDigest finish(long maxDrainBytes) {
		if (this.refused) {
			return super.finish(Conclusion.NO_DRAIN);
		}
		BodyDigest digest = super.finish(maxDrainBytes);
		if (digest.complete() && digest.length() == 0 && known() == null) {
			parametersRead(); // somebody before us took the stream
		}
		BodyDigest parts = known();
		return (parts != null) ? parts : digest;
	}

	@Override
	boolean matches(BodyDigest recorded) throws IOException {
		if (!recorded.digest().startsWith(PARTS)) {
			return super.matches(recorded);
		}
		try {
			return digest(super.getParts()).digest().equals(recorded.digest());
		}
		catch (ServletException | RuntimeException ex) {
			return false; // the first one could be parsed
		}
	}

	/**
	 * Also when it was refused for its size and declared none: then there is nothing to
	 * tell the corrected one from it.
	 */
	@Override
	boolean isBroken() {
		return this.broken || (this.refused && getContentLengthLong() < 0) || super.isBroken();
	}

	@Override
	boolean mayBeParsed() {
		return true;
	}

}
