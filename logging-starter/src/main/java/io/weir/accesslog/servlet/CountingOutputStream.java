// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.servlet;

import java.io.IOException;
import java.nio.ByteBuffer;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import org.jspecify.annotations.Nullable;

/**
 * Counts bytes once the container has taken them. What is to be kept is copied before:
 * after a non-blocking write the buffer is the application's again.
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
		this.meter.keep(value);
		try {
			this.delegate.write(value);
		}
		catch (IOException ex) {
			throw this.exchange.disconnected(ex);
		}
		this.meter.count(1);
	}

	@Override
	public void write(byte[] bytes) throws IOException {
		write(bytes, 0, bytes.length);
	}

	@Override
	public void write(byte[] bytes, int offset, int length) throws IOException {
		this.meter.keep(bytes, offset, length);
		try {
			this.delegate.write(bytes, offset, length);
		}
		catch (IOException ex) {
			throw this.exchange.disconnected(ex);
		}
		this.meter.count(length);
	}

	@Override
	public void write(ByteBuffer buffer) throws IOException {
		int count = buffer.remaining();
		this.meter.keep(buffer, buffer.position(), count);
		try {
			this.delegate.write(buffer);
		}
		catch (IOException ex) {
			throw this.exchange.disconnected(ex);
		}
		this.meter.count(count);
	}

	/**
	 * Jetty writes in the response's charset, the Servlet API's own method only ISO
	 * 8859-1.
	 */
	@Override
	public void print(String text) throws IOException {
		if (this.exchange.isOnJetty()) {
			this.delegate.print(text);
			printed(String.valueOf(text));
		}
		else {
			super.print(text);
		}
	}

	@Override
	public void println(String text) throws IOException {
		if (this.exchange.isOnJetty()) {
			this.delegate.println(text);
			printed(text + "\r\n");
		}
		else {
			super.println(text);
		}
	}

	private void printed(String text) {
		byte[] bytes = text.getBytes(this.exchange.response().charset());
		this.meter.keep(bytes, 0, bytes.length);
		this.meter.count(bytes.length);
	}

	@Override
	public void flush() throws IOException {
		try {
			this.delegate.flush();
		}
		catch (IOException ex) {
			throw this.exchange.disconnected(ex);
		}
	}

	@Override
	public void close() throws IOException {
		try {
			this.delegate.close();
		}
		catch (IOException ex) {
			throw this.exchange.disconnected(ex);
		}
	}

	@Override
	public boolean isReady() {
		return this.delegate.isReady();
	}

	@Override
	public void setWriteListener(@Nullable WriteListener listener) {
		// A null is the container's to refuse.
		this.delegate.setWriteListener((listener != null) ? new ObservedWriteListener(listener, this.exchange) : null);
	}

}
