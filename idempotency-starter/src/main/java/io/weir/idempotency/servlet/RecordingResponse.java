// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * Hands an answer on to the client and keeps a copy of it. What is handed on, and when,
 * is what the container would have sent without it, but for {@link HeldTail}.
 */
final class RecordingResponse extends TrailedResponse {

	private final BodyCapture capture;

	private final HeldTail tail;

	private final boolean redirectsAtOnce;

	private int errorStatus;

	private boolean closed;

	private volatile boolean clientGone;

	private @Nullable HeldRedirect heldRedirect;

	private @Nullable RecordingOutputStream stream;

	private @Nullable RecordingWriter recordingWriter;

	private @Nullable PrintWriter writer;

	RecordingResponse(HttpServletResponse response, int maxBodyBytes, HeaderTrail trail, boolean redirectsAtOnce) {
		super(response, trail);
		this.capture = new BodyCapture(maxBodyBytes);
		this.tail = new HeldTail(this.capture);
		this.redirectsAtOnce = redirectsAtOnce;
	}

	@Override
	public ServletOutputStream getOutputStream() throws IOException {
		if (this.stream == null) {
			this.stream = new RecordingOutputStream(super.getOutputStream(), this);
		}
		return this.stream;
	}

	@Override
	public PrintWriter getWriter() throws IOException {
		if (this.writer == null) {
			PrintWriter target = super.getWriter();
			trail().set("Content-Type");
			this.recordingWriter = new RecordingWriter(target, this, Charset.forName(getCharacterEncoding()));
			this.writer = new AnswerWriter(this.recordingWriter, target, getLocale());
		}
		return this.writer;
	}

	@Override
	public void flushBuffer() throws IOException {
		this.tail.exclusively(this::flushOn);
	}

	private void flushOn() throws IOException {
		if (this.tail.holdsFlush(declaredLength())) {
			return;
		}
		try {
			super.flushBuffer();
		}
		catch (IOException ex) {
			clientGone(ex);
		}
	}

	@Override
	public boolean isCommitted() {
		return this.tail.isCommitted() || this.heldRedirect != null || super.isCommitted();
	}

	@Override
	public void reset() {
		requireUncommitted();
		super.reset();
		forgetHeaders();
		this.stream = null;
		this.writer = null;
		this.recordingWriter = null;
		forgetBody();
	}

	@Override
	public void resetBuffer() {
		requireUncommitted();
		super.resetBuffer();
		forgetBody();
	}

	private void forgetBody() {
		this.capture.reset();
		this.tail.reset();
		if (this.recordingWriter != null) {
			this.recordingWriter.reset();
		}
	}

	private void requireUncommitted() {
		if (this.tail.isCommitted() || this.heldRedirect != null) {
			throw new IllegalStateException("The response is committed");
		}
	}

	@Override
	public void sendError(int status) throws IOException {
		requireUncommitted();
		super.sendError(status);
		ended(status);
	}

	@Override
	public void sendError(int status, String message) throws IOException {
		requireUncommitted();
		super.sendError(status, message);
		ended(status);
	}

	@Override
	public void sendRedirect(String location, int status, boolean clearBuffer) throws IOException {
		requireUncommitted();
		if (this.redirectsAtOnce && this.tail.isHolding() && !super.isCommitted()
				&& HeldRedirect.isSentAsGiven(location)) {
			this.heldRedirect = new HeldRedirect(location, status, clearBuffer);
		}
		else {
			super.sendRedirect(location, status, clearBuffer);
			trail().set("Location");
		}
		if (clearBuffer) {
			forgetBody();
		}
		this.closed = true;
	}

	@Override
	public int getStatus() {
		return (this.heldRedirect != null) ? this.heldRedirect.status() : super.getStatus();
	}

	private void ended(int status) {
		this.errorStatus = status;
		this.closed = true;
		forgetBody();
	}

	@Override
	void lengthDeclared(long length) {
		this.capture.expect(length);
	}

	/** Whether the answer is one without an end, which nobody keeps. */
	boolean isEventStream() {
		String type = getContentType();
		return type != null && type.regionMatches(true, 0, "text/event-stream", 0, 17);
	}

	BodyCapture capture() {
		return this.capture;
	}

	HeldTail tail() {
		return this.tail;
	}

	/** Whether what is written now is dropped. */
	boolean isRedirectHeld() {
		return this.heldRedirect != null;
	}

	/**
	 * Whether the answer was ended by an error or a redirect, so that the container drops
	 * what is written now.
	 */
	boolean isClosed() {
		return this.closed;
	}

	/** The status of an error whose body another dispatch makes, or 0. */
	int errorStatus() {
		return this.errorStatus;
	}

	boolean isClientGone() {
		return this.clientGone;
	}

	/**
	 * The client does not read any more. The handler goes on undisturbed as long as its
	 * answer can be kept for the repeat.
	 */
	void clientGone(IOException cause) throws IOException {
		this.clientGone = true;
		if (!this.capture.isWhole()) {
			throw cause;
		}
	}

	/** The client is known to be gone, and what reached it is not. */
	void clientLeft() {
		this.clientGone = true;
		this.capture.abandon();
	}

	/** The headers to record. */
	Map<String, List<String>> recordedHeaders(Predicate<String> excluded) {
		Map<String, List<String>> headers = trail().read((HttpServletResponse) getResponse(), excluded);
		if (this.heldRedirect != null) {
			headers.put("Location", List.of(this.heldRedirect.location()));
		}
		return headers;
	}

	/**
	 * The whole body, or {@code null} when it is not kept or was cut off.
	 */
	byte @Nullable [] recordedBody() throws IOException {
		if (this.recordingWriter != null) {
			this.recordingWriter.finish();
		}
		this.capture.seal();
		boolean cut = (declaredLength() >= 0) ? declaredLength() != this.capture.written()
				: this.stream != null && this.stream.isWaiting();
		return (this.capture.isWhole() && !cut && !isEventStream()) ? this.capture.toByteArray() : null;
	}

	/** Drops what was held back: the answer is not to be seen. */
	void discard() {
		try {
			this.tail.exclusively(() -> {
				this.heldRedirect = null;
				this.closed = false;
				this.tail.reset();
				reset();
				this.tail.everything(false);
			});
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Sends what was held back, and holds nothing more. */
	void releaseTail() {
		try {
			this.tail.exclusively(this::release);
		}
		catch (IOException ex) {
			this.clientGone = true;
		}
	}

	private void release() throws IOException {
		this.tail.holding(false);
		HeldRedirect redirect = this.heldRedirect;
		this.heldRedirect = null;
		try {
			if (redirect != null) {
				super.sendRedirect(redirect.location(), redirect.status(), redirect.clearBuffer());
			}
			else if (this.stream != null) {
				this.stream.release();
			}
			else if (this.recordingWriter != null) {
				this.recordingWriter.release();
			}
			else if (this.tail.isFlushHeld()) {
				super.flushBuffer();
			}
		}
		finally {
			this.tail.reset();
			this.tail.everything(false);
		}
	}

}
