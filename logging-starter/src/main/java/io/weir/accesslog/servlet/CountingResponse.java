// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.servlet;

import java.io.IOException;
import java.io.PrintWriter;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Counts what the application writes, and starts over when the container empties its
 * buffer. Commits nothing, holds nothing back.
 */
final class CountingResponse extends HttpServletResponseWrapper {

	private static final int EARLY_HINTS = 103;

	private final Exchange exchange;

	private final BodyMeter meter;

	private @Nullable CountingOutputStream stream;

	private @Nullable CountingWriter writer;

	CountingResponse(HttpServletResponse response, Exchange exchange) {
		super(response);
		this.exchange = exchange;
		this.meter = exchange.responseMeter();
	}

	@Override
	public ServletOutputStream getOutputStream() throws IOException {
		ServletOutputStream delegate = super.getOutputStream();
		if (this.stream == null) {
			this.stream = new CountingOutputStream(delegate, this.exchange);
		}
		return this.stream;
	}

	@Override
	public PrintWriter getWriter() throws IOException {
		PrintWriter delegate = super.getWriter();
		if (this.writer == null || this.writer.delegate() != delegate) {
			this.writer = new CountingWriter(delegate, this.exchange);
		}
		return this.writer;
	}

	@Override
	public void flushBuffer() throws IOException {
		try {
			super.flushBuffer();
		}
		catch (IOException ex) {
			throw this.exchange.disconnected(ex);
		}
	}

	@Override
	public void reset() {
		super.reset();
		this.stream = null;
		this.writer = null;
		this.meter.reset();
		this.meter.declared(-1);
		this.exchange.echoRequestId(this);
	}

	@Override
	public void resetBuffer() {
		super.resetBuffer();
		this.meter.reset();
	}

	@Override
	public void sendError(int status) throws IOException {
		super.sendError(status);
		errorSent(status);
	}

	@Override
	public void sendError(int status, @Nullable String message) throws IOException {
		super.sendError(status, message);
		errorSent(status);
	}

	/**
	 * The buffer is emptied, and what is written until the error page is thrown away. An
	 * informational status is only sent ahead.
	 */
	private void errorSent(int status) {
		if (status > EARLY_HINTS) {
			this.meter.declared(-1);
			this.meter.reset();
			this.meter.close();
			this.exchange.response().errorSent();
		}
	}

	@Override
	public void sendRedirect(String location) throws IOException {
		super.sendRedirect(location);
		redirected(true);
	}

	@Override
	public void sendRedirect(String location, int status) throws IOException {
		super.sendRedirect(location, status);
		redirected(true);
	}

	@Override
	public void sendRedirect(String location, boolean clearBuffer) throws IOException {
		super.sendRedirect(location, clearBuffer);
		redirected(clearBuffer);
	}

	@Override
	public void sendRedirect(String location, int status, boolean clearBuffer) throws IOException {
		super.sendRedirect(location, status, clearBuffer);
		redirected(clearBuffer);
	}

	private void redirected(boolean cleared) {
		if (cleared) {
			this.meter.reset();
		}
		this.meter.close();
	}

	@Override
	public void setContentLength(int length) {
		super.setContentLength(length);
		declared(length);
	}

	@Override
	public void setContentLengthLong(long length) {
		super.setContentLengthLong(length);
		declared(length);
	}

	@Override
	public void setHeader(String name, @Nullable String value) {
		super.setHeader(name, value);
		headerSet(name, value);
	}

	@Override
	public void addHeader(String name, @Nullable String value) {
		super.addHeader(name, value);
		headerSet(name, value);
	}

	@Override
	public void setIntHeader(String name, int value) {
		super.setIntHeader(name, value);
		headerSet(name, String.valueOf(value));
	}

	@Override
	public void addIntHeader(String name, int value) {
		super.addIntHeader(name, value);
		headerSet(name, String.valueOf(value));
	}

	private void headerSet(@Nullable String name, @Nullable String value) {
		if ("Content-Length".equalsIgnoreCase(name)) {
			try {
				declared((value != null) ? Long.parseLong(value) : -1);
			}
			catch (NumberFormatException ex) {
				// The container refuses it or sends it as it is: nothing to hold on to.
			}
		}
		else if ("Content-Encoding".equalsIgnoreCase(name)) {
			this.meter.encoded(value != null);
		}
	}

	private void declared(long length) {
		if (!isCommitted()) {
			this.meter.declared(length);
		}
	}

}
