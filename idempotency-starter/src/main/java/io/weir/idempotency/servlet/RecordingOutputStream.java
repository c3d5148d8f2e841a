// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.io.IOException;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;

/**
 * The stream of a {@link RecordingResponse}.
 */
final class RecordingOutputStream extends ServletOutputStream {

	private final ServletOutputStream target;

	private final RecordingResponse response;

	private volatile boolean waiting;

	RecordingOutputStream(ServletOutputStream target, RecordingResponse response) {
		this.target = target;
		this.response = response;
	}

	@Override
	public void write(int b) throws IOException {
		write(new byte[] { (byte) b }, 0, 1);
	}

	@Override
	public void write(byte[] b, int offset, int length) throws IOException {
		if (this.response.tail().holdsEverything()) {
			this.response.tail().exclusively(() -> writeOn(b, offset, length));
		}
		else {
			writeOn(b, offset, length);
		}
	}

	private void writeOn(byte[] b, int offset, int length) throws IOException {
		HeldTail tail = this.response.tail();
		if (this.response.isClosed() || tail.isCloseHeld()) {
			if (!tail.isCloseHeld() && !this.response.isRedirectHeld()) {
				this.target.write(b, offset, length);
			}
			return;
		}
		BodyCapture capture = this.response.capture();
		long before = capture.written();
		if (before == 0 && this.response.isEventStream()) {
			capture.discard();
		}
		capture.write(b, offset, length);
		if (tail.holds(before, this.response.declaredLength())) {
			return;
		}
		if (this.response.isClientGone()) {
			this.response.clientGone(new IOException("The client is gone"));
			return;
		}
		try {
			this.target.write(b, offset, length);
		}
		catch (IOException ex) {
			this.response.clientGone(ex);
		}
		catch (RuntimeException ex) {
			capture.abandon(); // it was not ready, and the client does not get this
			throw ex;
		}
	}

	@Override
	public void flush() throws IOException {
		this.response.tail().exclusively(this::flushOn);
	}

	private void flushOn() throws IOException {
		if (this.response.tail().holdsFlush(this.response.declaredLength()) || this.response.isClientGone()) {
			return;
		}
		try {
			this.target.flush();
		}
		catch (IOException ex) {
			this.response.clientGone(ex);
		}
	}

	@Override
	public void close() throws IOException {
		this.response.tail().exclusively(this::closeNow);
	}

	private void closeNow() throws IOException {
		if (this.response.tail().holdsClose() || this.response.isClientGone()) {
			return;
		}
		try {
			this.target.close();
		}
		catch (IOException ex) {
			this.response.clientGone(ex);
		}
	}

	@Override
	public boolean isReady() {
		this.waiting = true; // first, as the listener may be called at once
		boolean ready = this.target.isReady();
		if (ready) {
			this.waiting = false;
		}
		return ready;
	}

	/**
	 * Whether a listener was promised to be called when it may write on, and was not yet.
	 * What is completed now is cut off: the client did not take it in time.
	 */
	boolean isWaiting() {
		return this.waiting;
	}

	@Override
	public void setWriteListener(WriteListener listener) {
		this.target.setWriteListener(new WriteListener() {

			@Override
			public void onWritePossible() throws IOException {
				RecordingOutputStream.this.waiting = false;
				listener.onWritePossible();
			}

			@Override
			public void onError(Throwable failure) {
				RecordingOutputStream.this.response.clientLeft(); // the listener may
																	// complete
				listener.onError(failure);
			}

		});
	}

	/**
	 * Sends what was held back, in the way in which it was written.
	 */
	void release() throws IOException {
		HeldTail tail = this.response.tail();
		if (tail.from() >= 0) {
			this.response.capture().read(tail.from()).transferTo(this.target);
		}
		if (tail.isFlushHeld()) {
			this.target.flush();
		}
		if (tail.isCloseHeld()) {
			this.target.close();
		}
	}

}
