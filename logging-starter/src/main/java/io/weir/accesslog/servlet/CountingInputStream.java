// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.servlet;

import java.io.IOException;
import java.nio.ByteBuffer;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Counts bytes as they are read. Everything else is the container's own, and what
 * {@link java.io.InputStream} builds on the read methods comes through them.
 */
final class CountingInputStream extends ServletInputStream {

	private final ServletInputStream delegate;

	private final Exchange exchange;

	private final BodyMeter meter;

	CountingInputStream(ServletInputStream delegate, Exchange exchange) {
		this.delegate = delegate;
		this.exchange = exchange;
		this.meter = exchange.requestMeter();
	}

	@Override
	public int read() throws IOException {
		int value;
		try {
			value = this.delegate.read();
		}
		catch (IOException ex) {
			throw this.exchange.disconnected(ex);
		}
		if (value >= 0) {
			this.meter.count(1);
			this.meter.keep(value);
		}
		return value;
	}

	@Override
	public int read(byte[] bytes) throws IOException {
		return read(bytes, 0, bytes.length);
	}

	@Override
	public int read(byte[] bytes, int offset, int length) throws IOException {
		int count;
		try {
			count = this.delegate.read(bytes, offset, length);
		}
		catch (IOException ex) {
			throw this.exchange.disconnected(ex);
		}
		this.meter.count(count);
		this.meter.keep(bytes, offset, count);
		return count;
	}

	/**
	 * Tomcat leaves the buffer flipped (position unchanged, Servlet 6.1), Jetty advances
	 * it: only the position before the call can be relied on.
	 */
	@Override
	public int read(ByteBuffer buffer) throws IOException {
		int position = buffer.position();
		int count;
		try {
			count = this.delegate.read(buffer);
		}
		catch (IOException ex) {
			throw this.exchange.disconnected(ex);
		}
		this.meter.count(count);
		this.meter.keep(buffer, position, count);
		return count;
	}

	@Override
	public long skip(long count) throws IOException {
		long skipped = this.delegate.skip(count);
		this.meter.skip(skipped);
		return skipped;
	}

	@Override
	public int available() throws IOException {
		return this.delegate.available();
	}

	@Override
	public boolean isFinished() {
		return this.delegate.isFinished();
	}

	@Override
	public boolean isReady() {
		return this.delegate.isReady();
	}

	@Override
	public void setReadListener(@Nullable ReadListener listener) {
		// A null is the container's to refuse.
		this.delegate.setReadListener((listener != null) ? new ObservedReadListener(listener, this.exchange) : null);
	}

	@Override
	public void close() throws IOException {
		this.delegate.close();
	}

}
