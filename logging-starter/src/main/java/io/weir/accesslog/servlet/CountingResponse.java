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

	private final Exchange exchange;

	private @Nullable ServletOutputStream stream;

	CountingResponse(HttpServletResponse response, Exchange exchange) {
		super(response);
		this.exchange = exchange;
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
		return super.getWriter();
	}

	@Override
	public void reset() {
		super.reset();
		this.exchange.responseMeter().reset();
	}

	@Override
	public void resetBuffer() {
		super.resetBuffer();
		this.exchange.responseMeter().reset();
	}

}
