// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.io.IOException;

import io.weir.idempotency.fingerprint.BodyHash;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;

/**
 * Hashes what the handler reads.
 */
final class HashingInputStream extends ServletInputStream {

	private final ServletInputStream source;

	private final BodyHash hash;

	private final Runnable whenEnded;

	private volatile boolean broken;

	HashingInputStream(ServletInputStream source, BodyHash hash, Runnable whenEnded) {
		this.source = source;
		this.hash = hash;
		this.whenEnded = whenEnded;
	}

	@Override
	public int read() throws IOException {
		int b;
		try {
			b = this.source.read();
		}
		catch (IOException ex) {
			this.broken = true;
			throw ex;
		}
		if (b >= 0) {
			this.hash.update(new byte[] { (byte) b }, 0, 1);
		}
		else {
			this.whenEnded.run();
		}
		return b;
	}

	@Override
	public int read(byte[] target, int offset, int length) throws IOException {
		int read;
		try {
			read = this.source.read(target, offset, length);
		}
		catch (IOException ex) {
			this.broken = true;
			throw ex;
		}
		if (read > 0) {
			this.hash.update(target, offset, read);
		}
		else if (read < 0) {
			this.whenEnded.run();
		}
		return read;
	}

	@Override
	public int available() throws IOException {
		return this.source.available();
	}

	@Override
	public void close() throws IOException {
		this.source.close();
	}

	@Override
	public boolean isFinished() {
		return this.source.isFinished();
	}

	@Override
	public boolean isReady() {
		return this.source.isReady();
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
				listener.onAllDataRead();
			}

			@Override
			public void onError(Throwable failure) {
				HashingInputStream.this.broken = true; // Jetty tells nobody else
				listener.onError(failure);
			}

		});
	}

	/**
	 * Whether the client did not send all of it.
	 */
	boolean isBroken() {
		return this.broken;
	}

}
