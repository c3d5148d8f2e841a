// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.Charset;

/**
 * The writer of a {@link RecordingResponse}. The container's own writer does the encoding
 * for the client, as its choice of a charset is its own; the copy is encoded beside it.
 */
final class RecordingWriter extends Writer {

	private final PrintWriter target;

	private final RecordingResponse response;

	private final Charset charset;

	private final StringBuilder end = new StringBuilder(0);

	private OutputStreamWriter copy;

	RecordingWriter(PrintWriter target, RecordingResponse response, Charset charset) {
		this.target = target;
		this.response = response;
		this.charset = charset;
		this.copy = new OutputStreamWriter(response.capture(), charset);
	}

	@Override
	public void write(char[] text, int offset, int length) throws IOException {
		if (this.response.tail().holdsEverything()) {
			this.response.tail().exclusively(() -> writeOn(text, offset, length));
		}
		else {
			writeOn(text, offset, length);
		}
	}

	private void writeOn(char[] text, int offset, int length) throws IOException {
		long before = this.response.capture().written();
		if (!this.response.isClosed()) {
			this.copy.write(text, offset, length);
		}
		if (isHeld()) {
			return;
		}
		if (holdsEnd(before)) {
			this.end.append(text, offset, length);
		}
		else {
			this.target.write(text, offset, length);
		}
	}

	@Override
	public void write(String text, int offset, int length) throws IOException {
		if (this.response.tail().holdsEverything()) {
			this.response.tail().exclusively(() -> writeOn(text, offset, length));
		}
		else {
			writeOn(text, offset, length);
		}
	}

	private void writeOn(String text, int offset, int length) throws IOException {
		long before = this.response.capture().written();
		if (!this.response.isClosed()) {
			this.copy.write(text, offset, length);
		}
		if (isHeld()) {
			return;
		}
		if (holdsEnd(before)) {
			this.end.append(text, offset, offset + length);
		}
		else {
			this.target.write(text, offset, length);
		}
	}

	private boolean isHeld() throws IOException {
		if (this.response.isRedirectHeld() || this.response.isClientGone()) {
			return true;
		}
		if (!this.response.tail().holdsEverything()) {
			return false;
		}
		this.copy.flush();
		return this.response.tail().holds(0, -1);
	}

	/** Whether this would complete an answer of declared length, or follows that. */
	private boolean holdsEnd(long before) throws IOException {
		HeldTail tail = this.response.tail();
		if (this.response.declaredLength() < 0 || !tail.isHolding()) {
			return false;
		}
		this.copy.flush();
		return tail.holds(before, this.response.declaredLength());
	}

	@Override
	public void flush() throws IOException {
		this.response.tail().exclusively(() -> {
			this.copy.flush();
			if (!this.response.tail().holdsFlush(this.response.declaredLength())) {
				this.target.flush();
			}
		});
	}

	@Override
	public void close() throws IOException {
		this.response.tail().exclusively(() -> {
			if (!this.response.tail().holdsClose()) {
				this.target.close();
			}
		});
	}

	/**
	 * Whether the client is gone, for an application that asks. It will not write much
	 * more then, and the answer is one for the repeats only if its declared length tells
	 * that it is whole. Nobody can know while the whole answer is held, or its end.
	 */
	boolean checkError() {
		HeldTail tail = this.response.tail();
		if (tail.holdsEverything() || tail.isCloseHeld() || this.response.isRedirectHeld()) {
			return false;
		}
		if (!this.response.isClientGone() && !this.target.checkError()) {
			return false;
		}
		if (this.response.declaredLength() < 0) {
			this.response.clientLeft();
		}
		return true;
	}

	/**
	 * Forgets what was written.
	 */
	void reset() {
		this.end.setLength(0);
		this.copy = new OutputStreamWriter(this.response.capture(), this.charset);
	}

	/**
	 * Brings the copy up to date.
	 */
	void finish() throws IOException {
		this.copy.flush();
	}

	/**
	 * Sends what was held back.
	 */
	void release() throws IOException {
		HeldTail tail = this.response.tail();
		if (!this.end.isEmpty()) {
			this.target.append(this.end);
			this.end.setLength(0);
		}
		else if (tail.from() >= 0) {
			new InputStreamReader(this.response.capture().read(tail.from()), this.charset).transferTo(this.target);
		}
		if (tail.isFlushHeld()) {
			this.target.flush();
		}
		if (tail.isCloseHeld()) {
			this.target.close();
		}
	}

}
