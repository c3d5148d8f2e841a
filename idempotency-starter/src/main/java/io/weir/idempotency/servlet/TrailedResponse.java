// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Locale;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Leaves a {@link HeaderTrail trail} of the headers that are set, and sets none once the
 * answer is committed (Servlet 6.1, section 5.2).
 */
abstract class TrailedResponse extends HttpServletResponseWrapper {

	private final HeaderTrail trail;

	private long declaredLength = -1;

	TrailedResponse(HttpServletResponse response, HeaderTrail trail) {
		super(response);
		this.trail = trail;
	}

	HeaderTrail trail() {
		return this.trail;
	}

	/**
	 * The length that the answer declares, or -1.
	 */
	long declaredLength() {
		return this.declaredLength;
	}

	/**
	 * The answer declares another length, or none (-1).
	 */
	abstract void lengthDeclared(long length);

	void forgetHeaders() {
		this.trail.clear();
		this.declaredLength = -1;
	}

	@Override
	public void setHeader(String name, String value) {
		if (!isCommitted()) {
			this.trail.set(name);
			super.setHeader(name, value);
			headerSet(name, value);
		}
	}

	@Override
	public void addHeader(String name, String value) {
		if (!isCommitted()) {
			this.trail.add(name, this);
			super.addHeader(name, value);
			headerSet(name, value);
		}
	}

	@Override
	public void setDateHeader(String name, long date) {
		if (!isCommitted()) {
			this.trail.set(name);
			super.setDateHeader(name, date);
		}
	}

	@Override
	public void addDateHeader(String name, long date) {
		if (!isCommitted()) {
			this.trail.add(name, this);
			super.addDateHeader(name, date);
		}
	}

	@Override
	public void setIntHeader(String name, int value) {
		if (!isCommitted()) {
			this.trail.set(name);
			super.setIntHeader(name, value);
			headerSet(name, value);
		}
	}

	@Override
	public void addIntHeader(String name, int value) {
		if (!isCommitted()) {
			this.trail.add(name, this);
			super.addIntHeader(name, value);
			headerSet(name, value);
		}
	}

	@Override
	public void setContentType(String type) {
		if (!isCommitted()) {
			this.trail.set("Content-Type");
			super.setContentType(type);
		}
	}

	@Override
	public void setCharacterEncoding(String encoding) {
		if (!isCommitted()) {
			this.trail.set("Content-Type");
			super.setCharacterEncoding(encoding);
		}
	}

	@Override
	public void setCharacterEncoding(Charset encoding) {
		if (!isCommitted()) {
			this.trail.set("Content-Type");
			super.setCharacterEncoding(encoding);
		}
	}

	@Override
	public void setLocale(Locale locale) {
		if (!isCommitted()) {
			super.setLocale(locale);
			this.trail.localeSet(locale, this);
		}
	}

	@Override
	public void setContentLength(int length) {
		setContentLengthLong(length);
	}

	@Override
	public void setContentLengthLong(long length) {
		if (!isCommitted()) {
			declareLength(length);
			super.setContentLengthLong(length);
		}
	}

	@Override
	public void setStatus(int status) {
		if (!isCommitted()) {
			super.setStatus(status);
		}
	}

	@Override
	public void sendRedirect(String location) throws IOException {
		sendRedirect(location, SC_FOUND, true);
	}

	@Override
	public void sendRedirect(String location, boolean clearBuffer) throws IOException {
		sendRedirect(location, SC_FOUND, clearBuffer);
	}

	@Override
	public void sendRedirect(String location, int status) throws IOException {
		sendRedirect(location, status, true);
	}

	private void headerSet(String name, @Nullable Object value) {
		if ("Content-Length".equalsIgnoreCase(name)) {
			declareLength((value != null) ? length(value.toString().trim()) : -1);
		}
	}

	private static long length(String value) {
		try {
			return Long.parseLong(value);
		}
		catch (NumberFormatException ex) {
			return -1; // what the container makes of it is the container's
		}
	}

	private void declareLength(long length) {
		this.declaredLength = length;
		lengthDeclared(length);
	}

}
