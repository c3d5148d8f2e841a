// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.servlet;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Collection;
import java.util.Enumeration;
import java.util.Map;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.Part;
import org.jspecify.annotations.Nullable;

/**
 * Counts what the application reads. Asks the container for a stream or reader only when
 * the application does: asking earlier would send {@code 100 Continue}, refuse the other
 * of the two, and leave forms unparsed.
 */
final class CountingRequest extends HttpServletRequestWrapper {

	private final Exchange exchange;

	private @Nullable ServletInputStream stream;

	CountingRequest(HttpServletRequest request, Exchange exchange) {
		super(request);
		this.exchange = exchange;
	}

	@Override
	public ServletInputStream getInputStream() throws IOException {
		ServletInputStream delegate = super.getInputStream();
		if (this.stream == null) {
			this.stream = new CountingInputStream(delegate, this.exchange);
		}
		return this.stream;
	}

	@Override
	public BufferedReader getReader() throws IOException {
		return super.getReader();
	}

	@Override
	public @Nullable String getParameter(String name) {
		this.exchange.parsedByContainer();
		return super.getParameter(name);
	}

	@Override
	public Map<String, String[]> getParameterMap() {
		this.exchange.parsedByContainer();
		return super.getParameterMap();
	}

	@Override
	public Enumeration<String> getParameterNames() {
		this.exchange.parsedByContainer();
		return super.getParameterNames();
	}

	@Override
	public String @Nullable [] getParameterValues(String name) {
		this.exchange.parsedByContainer();
		return super.getParameterValues(name);
	}

	@Override
	public Collection<Part> getParts() throws IOException, ServletException {
		this.exchange.parsedByContainer();
		return super.getParts();
	}

	@Override
	public Part getPart(String name) throws IOException, ServletException {
		this.exchange.parsedByContainer();
		return super.getPart(name);
	}

	@Override
	public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
		return super.startAsync(request, response);
	}

}
