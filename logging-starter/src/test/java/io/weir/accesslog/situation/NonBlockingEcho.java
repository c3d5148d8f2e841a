// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.situation;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Sends back what it reads, never blocking.
 */
final class NonBlockingEcho implements ReadListener, WriteListener {

	private final AsyncContext async;

	private final ServletInputStream in;

	private final ServletOutputStream out;

	private final Deque<byte[]> pieces = new ArrayDeque<>();

	private boolean read;

	private boolean completed;

	private NonBlockingEcho(HttpServletRequest request, HttpServletResponse response) throws IOException {
		this.async = request.startAsync();
		this.in = request.getInputStream();
		this.out = response.getOutputStream();
	}

	static void start(HttpServletRequest request, HttpServletResponse response) throws IOException {
		NonBlockingEcho echo = new NonBlockingEcho(request, response);
		echo.in.setReadListener(echo);
	}

	@Override
	public void onDataAvailable() throws IOException {
		byte[] bytes = new byte[4096];
		while (this.in.isReady() && !this.in.isFinished()) {
			int n = this.in.read(bytes);
			if (n > 0) {
				this.pieces.add(Arrays.copyOf(bytes, n));
			}
		}
	}

	@Override
	public void onAllDataRead() {
		this.read = true;
		this.out.setWriteListener(this);
	}

	@Override
	public void onWritePossible() throws IOException {
		while (this.out.isReady()) {
			byte[] piece = this.pieces.poll();
			if (piece == null) {
				if (this.read && !this.completed) {
					this.completed = true;
					this.async.complete();
				}
				return;
			}
			this.out.write(piece);
		}
	}

	@Override
	public void onError(Throwable error) {
		this.async.complete();
	}

}
