// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.benchmark;

import java.io.ByteArrayInputStream;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

import org.springframework.mock.web.MockServletContext;

/**
 * A POST of JSON that allocates as little as can be when it is read, so that what is
 * measured is the filter's.
 */
final class FixedRequest extends HttpServletRequestWrapper {

	private static final HttpServletRequest NOTHING = (HttpServletRequest) Proxy.newProxyInstance(
			FixedRequest.class.getClassLoader(), new Class<?>[] { HttpServletRequest.class },
			(proxy, method, arguments) -> {
				throw new UnsupportedOperationException(method.toString());
			});

	private static final ServletContext CONTEXT = new MockServletContext();

	private final Map<String, Object> attributes = new HashMap<>();

	private final byte[] body;

	private final List<String> keys;

	private final ServletInputStream stream;

	FixedRequest(@Nullable String key, byte[] body) {
		super(NOTHING);
		this.body = body;
		this.keys = (key != null) ? List.of(key) : List.of();
		this.stream = new BodyStream(body);
	}

	@Override
	public ServletContext getServletContext() {
		return CONTEXT;
	}

	@Override
	public @Nullable String getHeader(String name) {
		return name.equals("Idempotency-Key") && !this.keys.isEmpty() ? this.keys.get(0) : null;
	}

	@Override
	public Enumeration<String> getHeaders(String name) {
		return Collections.enumeration(name.equals("Idempotency-Key") ? this.keys : List.of());
	}

	@Override
	public String getMethod() {
		return "POST";
	}

	@Override
	public String getProtocol() {
		return "HTTP/1.1";
	}

	@Override
	public String getRequestURI() {
		return "/payments";
	}

	@Override
	public String getContextPath() {
		return "";
	}

	@Override
	public @Nullable String getQueryString() {
		return null;
	}

	@Override
	public String getContentType() {
		return "application/json";
	}

	@Override
	public @Nullable String getCharacterEncoding() {
		return null;
	}

	@Override
	public int getContentLength() {
		return this.body.length;
	}

	@Override
	public long getContentLengthLong() {
		return this.body.length;
	}

	@Override
	public java.security.@Nullable Principal getUserPrincipal() {
		return null;
	}

	@Override
	public DispatcherType getDispatcherType() {
		return DispatcherType.REQUEST;
	}

	@Override
	public boolean isAsyncStarted() {
		return false;
	}

	@Override
	public boolean isAsyncSupported() {
		return true;
	}

	@Override
	public @Nullable Object getAttribute(String name) {
		return this.attributes.get(name);
	}

	@Override
	public void setAttribute(String name, Object value) {
		this.attributes.put(name, value);
	}

	@Override
	public void removeAttribute(String name) {
		this.attributes.remove(name);
	}

	@Override
	public ServletInputStream getInputStream() {
		return this.stream;
	}

	private static final class BodyStream extends ServletInputStream {

		private final ByteArrayInputStream bytes;

		BodyStream(byte[] body) {
			this.bytes = new ByteArrayInputStream(body);
		}

		@Override
		public int read() {
			return this.bytes.read();
		}

		@Override
		public int read(byte[] target, int offset, int length) {
			return this.bytes.read(target, offset, length);
		}

		@Override
		public boolean isFinished() {
			return this.bytes.available() == 0;
		}

		@Override
		public boolean isReady() {
			return true;
		}

		@Override
		public void setReadListener(ReadListener listener) {
			throw new UnsupportedOperationException();
		}

	}

}
