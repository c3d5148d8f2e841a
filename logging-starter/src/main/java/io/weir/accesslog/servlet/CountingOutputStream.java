// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.servlet;

import java.io.IOException;
import java.nio.ByteBuffer;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;

/**
 * Counts bytes once the container has taken them.
 */
final class CountingOutputStream extends ServletOutputStream {

	private final ServletOutputStream delegate;

	private final Exchange exchange;

	private final BodyMeter meter;

	CountingOutputStream(ServletOutputStream delegate, Exchange exchange) {
		this.delegate = delegate;
		this.exchange = exchange;
		this.meter = exchange.responseMeter();
	}

	@Override
	public void write(int value) throws IOException {
		try {
			this.delegate.write(value);
		}
		catch (IOException ex) {
			throw failed(ex);
		}
		this.meter.add(value);
	}

	@Override
	public void write(byte[] bytes) throws IOException {
		write(bytes, 0, bytes.length);
	}

	@Override
	public void write(byte[] bytes, int offset, int length) throws IOException {
		try {
			this.delegate.write(bytes, offset, length);
		}
		catch (IOException ex) {
			throw failed(ex);
		}
		this.meter.add(bytes, offset, length);
	}

	@Override
	public void write(ByteBuffer buffer) throws IOException {
		int position = buffer.position();
		int count = buffer.remaining();
		try {
			this.delegate.write(buffer);
		}
		catch (IOException ex) {
			throw failed(ex);
		}
		this.meter.add(buffer, position, count);
	}

	@Override
	public void flush() throws IOException {
		try {
			this.delegate.flush();
		}
		catch (IOException ex) {
			throw failed(ex);
		}
	}

	@Override
	public void close() throws IOException {
		try {
			this.delegate.close();
		}
		catch (IOException ex) {
			throw failed(ex);
		}
	}

	private IOException failed(IOException ex) {
		this.exchange.aborted();
		return ex;
	}

	@Override
	public boolean isReady() {
		return this.delegate.isReady();
	}

	@Override
	public void setWriteListener(WriteListener listener) {
		this.delegate.setWriteListener(listener);
	}

}
