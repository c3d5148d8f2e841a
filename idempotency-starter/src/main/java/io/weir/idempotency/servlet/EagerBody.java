// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

import io.weir.idempotency.Fingerprint.BodyDigest;
import io.weir.idempotency.fingerprint.BodyHash;
import io.weir.idempotency.fingerprint.Sha256;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * A body that was read to its end before the key was claimed, so that a slow client holds
 * nothing.
 */
final class EagerBody extends RequestBody {

	private final byte[] bytes;

	private final BodyDigest digest;

	private @Nullable ServletInputStream stream;

	private @Nullable BufferedReader reader;

	/**
	 * Reads the body.
	 * @throws IOException when the client does not send all of it
	 */
	EagerBody(HttpServletRequest request, int length, Sha256 sha256) throws IOException {
		super(request);
		this.bytes = (length > 0) ? request.getInputStream().readNBytes(length) : new byte[0];
		BodyHash hash = new BodyHash(sha256, this.bytes.length);
		hash.update(this.bytes, 0, this.bytes.length);
		this.digest = hash.finish(true);
	}

	@Override
	BodyDigest known() {
		return this.digest;
	}

	@Override
	BodyDigest finish(long maxDrainBytes) {
		return this.digest;
	}

	@Override
	boolean matches(BodyDigest recorded) throws IOException {
		if (recorded.complete()) {
			return this.digest.digest().equals(recorded.digest());
		}
		return new BodyHash(new Sha256(), this.bytes.length).matches(recorded, new ByteArrayInputStream(this.bytes));
	}

	@Override
	public ServletInputStream getInputStream() throws IOException {
		if (this.reader != null) {
			throw new IllegalStateException("getReader() was called");
		}
		if (this.stream == null) {
			this.stream = (this.bytes.length > 0) ? new BytesInputStream(this.bytes, super.getInputStream())
					: super.getInputStream();
		}
		return this.stream;
	}

	@Override
	public BufferedReader getReader() throws IOException {
		if (this.stream != null) {
			throw new IllegalStateException("getInputStream() was called");
		}
		if (this.reader == null) {
			String encoding = getCharacterEncoding();
			this.reader = new BufferedReader(new InputStreamReader(new ByteArrayInputStream(this.bytes),
					(encoding != null) ? encoding : StandardCharsets.ISO_8859_1.name()));
		}
		return this.reader;
	}

	/**
	 * The bytes as the container's stream would give them. The container's own stream is
	 * at its end and tells a listener when to begin.
	 */
	private static final class BytesInputStream extends ServletInputStream {

		private final byte[] bytes;

		private final ServletInputStream source;

		private int position;

		BytesInputStream(byte[] bytes, ServletInputStream source) {
			this.bytes = bytes;
			this.source = source;
		}

		@Override
		public int read() {
			return isFinished() ? -1 : this.bytes[this.position++] & 0xFF;
		}

		@Override
		public int read(byte[] target, int offset, int length) {
			if (length == 0) {
				return 0;
			}
			if (isFinished()) {
				return -1;
			}
			int count = Math.min(length, available());
			System.arraycopy(this.bytes, this.position, target, offset, count);
			this.position += count;
			return count;
		}

		@Override
		public int available() {
			return this.bytes.length - this.position;
		}

		@Override
		public boolean isFinished() {
			return available() == 0;
		}

		@Override
		public boolean isReady() {
			return true;
		}

		@Override
		public void setReadListener(ReadListener listener) {
			this.source.setReadListener(new ReadListener() {

				@Override
				public void onDataAvailable() throws IOException {
					listener.onDataAvailable();
				}

				@Override
				public void onAllDataRead() throws IOException {
					if (!isFinished()) {
						listener.onDataAvailable();
					}
					listener.onAllDataRead();
				}

				@Override
				public void onError(Throwable failure) {
					listener.onError(failure);
				}

			});
		}

	}

}
