// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.Map;
import java.util.function.Supplier;

import io.weir.idempotency.Fingerprint.BodyDigest;
import io.weir.idempotency.fingerprint.BodyHash;
import io.weir.idempotency.fingerprint.Sha256;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * A body that is hashed as the handler reads it. The filter touches neither the stream
 * nor the parameters first: once one was used, a container gives the other empty. So a
 * form is compared by its parameters when the handler asked for these, and by its bytes
 * otherwise.
 */
class StreamedBody extends RequestBody {

	private final boolean form;

	private final BodyHash hash;

	private @Nullable HashingInputStream stream;

	private @Nullable BufferedReader reader;

	private volatile @Nullable BodyDigest digest;

	private volatile boolean formBroken;

	StreamedBody(HttpServletRequest request, boolean form, Sha256 sha256) {
		super(request);
		this.form = form;
		this.hash = new BodyHash(sha256, request.getContentLengthLong());
	}

	@Override
	@Nullable BodyDigest known() {
		return this.digest;
	}

	@Override
	BodyDigest finish(long maxDrainBytes) {
		if (this.digest != null) {
			return this.digest;
		}
		boolean complete = false;
		try {
			if (this.form && this.hash.length() == 0 && maxDrainBytes >= 0) {
				return formDigest();
			}
			// Reading would ask the client for a body that the handler did not want.
			if (maxDrainBytes >= 0 && (this.hash.length() > 0 || getHeader("Expect") == null)) {
				complete = this.hash.drain(super.getInputStream(), maxDrainBytes);
			}
		}
		catch (IOException | RuntimeException ex) {
			// What was read is what can be compared.
		}
		return (this.digest != null) ? this.digest : this.hash.finish(complete);
	}

	@Override
	boolean matches(BodyDigest recorded) throws IOException {
		if (BodyHash.isOfForm(recorded)) {
			return formMatches(recorded);
		}
		return this.hash.matches(recorded, super.getInputStream());
	}

	private boolean formMatches(BodyDigest recorded) {
		try {
			return formDigest().digest().equals(recorded.digest());
		}
		catch (RuntimeException ex) {
			return false; // the first one could be parsed
		}
	}

	@Override
	boolean isBroken() {
		return this.formBroken || (this.stream != null && this.stream.isBroken());
	}

	private BodyDigest formDigest() {
		return BodyHash.ofForm(new Sha256(), super.getParameterMap(), getContentLengthLong());
	}

	@Override
	public ServletInputStream getInputStream() throws IOException {
		if (this.reader != null) {
			throw new IllegalStateException("getReader() was called");
		}
		return hashingStream();
	}

	@Override
	public BufferedReader getReader() throws IOException {
		if (this.reader == null) {
			if (this.stream != null) {
				throw new IllegalStateException("getInputStream() was called");
			}
			String encoding = getCharacterEncoding();
			this.reader = new BufferedReader(new InputStreamReader(hashingStream(),
					(encoding != null) ? encoding : StandardCharsets.ISO_8859_1.name()));
		}
		return this.reader;
	}

	private HashingInputStream hashingStream() throws IOException {
		if (this.stream == null) {
			this.stream = new HashingInputStream(super.getInputStream(), this.hash, this::endReached);
		}
		return this.stream;
	}

	@Override
	public @Nullable String getParameter(String name) {
		return parameters(() -> super.getParameter(name));
	}

	@Override
	public Map<String, String[]> getParameterMap() {
		return parameters(super::getParameterMap);
	}

	@Override
	public Enumeration<String> getParameterNames() {
		return parameters(super::getParameterNames);
	}

	@Override
	public String @Nullable [] getParameterValues(String name) {
		return parameters(() -> super.getParameterValues(name));
	}

	private <T extends @Nullable Object> T parameters(Supplier<T> source) {
		try {
			T result = source.get();
			parametersRead();
			return result;
		}
		catch (RuntimeException ex) {
			this.formBroken |= this.form;
			throw ex;
		}
	}

	/**
	 * The container may have parsed the body.
	 */
	void parametersRead() {
		if (this.form && !isStreamed() && this.digest == null) {
			know(formDigest());
		}
	}

	/**
	 * Whether the handler asked for the bytes.
	 */
	boolean isStreamed() {
		return this.stream != null;
	}

	/**
	 * Whether an empty stream may be one that the container has parsed.
	 */
	boolean mayBeParsed() {
		return this.form;
	}

	/**
	 * The whole body was read.
	 */
	void know(BodyDigest digest) {
		this.digest = digest;
		digestKnown();
	}

	private void endReached() {
		if (this.digest == null && !(mayBeParsed() && this.hash.length() == 0)) {
			know(this.hash.finish(true));
		}
	}

}
