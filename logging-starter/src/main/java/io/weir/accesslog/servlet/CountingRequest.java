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
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import org.jspecify.annotations.Nullable;

/**
 * Counts what the application reads. Asks the container for a stream or reader only when
 * the application does: asking earlier would send {@code 100 Continue}, refuse the other
 * of the two, and leave forms unparsed.
 */
final class CountingRequest extends HttpServletRequestWrapper {

	private static final String FORM = "application/x-www-form-urlencoded";

	private final Exchange exchange;

	private final HttpServletResponse response;

	private @Nullable CountingInputStream stream;

	private @Nullable CountingReader reader;

	private @Nullable AsyncContext async;

	CountingRequest(HttpServletRequest request, HttpServletResponse response, Exchange exchange) {
		super(request);
		this.response = response;
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
		BufferedReader delegate = super.getReader();
		if (this.reader == null || this.reader.delegate() != delegate) {
			this.reader = new CountingReader(delegate, ObservedResponse.charset(getCharacterEncoding()),
					getContentLengthLong(), this.exchange);
		}
		return this.reader;
	}

	@Override
	public @Nullable String getParameter(String name) {
		parsing();
		return super.getParameter(name);
	}

	@Override
	public Map<String, String[]> getParameterMap() {
		parsing();
		return super.getParameterMap();
	}

	@Override
	public Enumeration<String> getParameterNames() {
		parsing();
		return super.getParameterNames();
	}

	@Override
	public String @Nullable [] getParameterValues(String name) {
		parsing();
		return super.getParameterValues(name);
	}

	@Override
	public Collection<Part> getParts() throws IOException, ServletException {
		parsing();
		return super.getParts();
	}

	@Override
	public Part getPart(String name) throws IOException, ServletException {
		parsing();
		return super.getPart(name);
	}

	/**
	 * The container reads forms and parts itself, behind the stream (Servlet 6.1 section
	 * 3.1.1).
	 */
	private void parsing() {
		if (isOfType(FORM) || isOfType("multipart/form-data")) {
			this.exchange.requestMeter().unseen(getContentLengthLong());
		}
	}

	private boolean isOfType(String type) {
		String contentType = getContentType();
		return contentType != null && contentType.regionMatches(true, 0, type, 0, type.length());
	}

	/**
	 * Keeps a form that the application had the container parse. Asks for nothing that
	 * the application did not ask for before. Which methods may have a form is a setting
	 * of the container, so what there is beside the query tells whether it read one.
	 */
	void keepParsedForm() {
		BodyMeter meter = this.exchange.requestMeter();
		boolean post = this.exchange.arrival().method().equals("POST");
		if (meter.isUnseen() && isOfType(FORM) && (meter.isWanted() || !post)) {
			String form = parsedForm();
			if (form.isEmpty() && !post) {
				meter.untouched();
			}
			meter.keep(form);
		}
	}

	private String parsedForm() {
		try {
			return ParsedForm.text(super.getParameterMap(), getQueryString(), this.exchange.maxBodyBytes());
		}
		catch (RuntimeException ex) {
			// What the container refuses, it has refused to the application before.
			return "";
		}
	}

	/**
	 * The asynchronous context of the original request and response, which are ours here:
	 * without that, what is written through it would pass uncounted.
	 */
	@Override
	public AsyncContext startAsync() {
		AsyncContext started = new CountingAsyncContext(super.startAsync(), this, this.response);
		started.addListener(new ExchangeAsyncListener(this.exchange));
		this.async = started;
		return started;
	}

	@Override
	public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
		AsyncContext started = super.startAsync(request, response);
		started.addListener(new ExchangeAsyncListener(this.exchange));
		this.async = null;
		return started;
	}

	@Override
	public AsyncContext getAsyncContext() {
		AsyncContext current = super.getAsyncContext();
		return (this.async != null) ? this.async : current;
	}

}
