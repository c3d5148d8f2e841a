// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.benchmark;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;

/**
 * A response that counts the bytes it is given and keeps its headers in two lists.
 */
final class FixedResponse extends HttpServletResponseWrapper {

	private static final HttpServletResponse NOTHING = (HttpServletResponse) Proxy.newProxyInstance(
			FixedResponse.class.getClassLoader(), new Class<?>[] { HttpServletResponse.class },
			(proxy, method, arguments) -> {
				throw new UnsupportedOperationException(method.toString());
			});

	private final List<String> names = new ArrayList<>();

	private final List<String> values = new ArrayList<>();

	private final CountingStream stream = new CountingStream();

	private int status = 200;

	private @Nullable String contentType;

	FixedResponse() {
		super(NOTHING);
	}

	long written() {
		return this.stream.written;
	}

	boolean hasHeader(String name) {
		return this.names.contains(name);
	}

	@Override
	public void setStatus(int status) {
		this.status = status;
	}

	@Override
	public int getStatus() {
		return this.status;
	}

	@Override
	public void setHeader(String name, String value) {
		int index = this.names.indexOf(name);
		if (index >= 0) {
			this.values.set(index, value);
		}
		else {
			addHeader(name, value);
		}
	}

	@Override
	public void addHeader(String name, String value) {
		this.names.add(name);
		this.values.add(value);
	}

	@Override
	public @Nullable String getHeader(String name) {
		int index = this.names.indexOf(name);
		return (index >= 0) ? this.values.get(index) : null;
	}

	@Override
	public Collection<String> getHeaders(String name) {
		String value = getHeader(name);
		return (value != null) ? List.of(value) : List.of();
	}

	@Override
	public Collection<String> getHeaderNames() {
		return this.names;
	}

	@Override
	public boolean containsHeader(String name) {
		return this.names.contains(name);
	}

	@Override
	public void setContentType(String type) {
		this.contentType = type;
	}

	@Override
	public @Nullable String getContentType() {
		return this.contentType;
	}

	@Override
	public void setContentLength(int length) {
	}

	@Override
	public void setContentLengthLong(long length) {
	}

	@Override
	public boolean isCommitted() {
		return false;
	}

	@Override
	public void flushBuffer() {
	}

	@Override
	public ServletOutputStream getOutputStream() {
		return this.stream;
	}

	private static final class CountingStream extends ServletOutputStream {

		private long written;

		@Override
		public void write(int b) {
			this.written++;
		}

		@Override
		public void write(byte[] b, int offset, int length) {
			this.written += length;
		}

		@Override
		public boolean isReady() {
			return true;
		}

		@Override
		public void setWriteListener(WriteListener listener) {
			throw new UnsupportedOperationException();
		}

	}

}
