// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Hands an answer on to the client and keeps a copy of it. What is handed on, and when,
 * is what the container would have sent without it, but for {@link HeldTail}.
 */
final class RecordingResponse extends HttpServletResponseWrapper {

	private static final String CONTENT_LENGTH = "Content-Length";

	private final BodyCapture capture;

	private final HeldTail tail;

	private final HeaderTrail trail;

	private final boolean redirectsAtOnce;

	private long declaredLength = -1;

	private int errorStatus;

	private boolean closed;

	private boolean clientGone;

	private @Nullable HeldRedirect heldRedirect;

	private @Nullable RecordingOutputStream stream;

	private @Nullable RecordingWriter recordingWriter;

	private @Nullable PrintWriter writer;

	RecordingResponse(HttpServletResponse response, int maxBodyBytes, HeaderTrail trail, boolean redirectsAtOnce) {
		super(response);
		this.capture = new BodyCapture(maxBodyBytes);
		this.tail = new HeldTail(this.capture);
		this.trail = trail;
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
			touch("Content-Type");
			this.recordingWriter = new RecordingWriter(target, this, Charset.forName(getCharacterEncoding()));
			this.writer = new PrintWriter(this.recordingWriter);
		}
		return this.writer;
	}

	@Override
	public void flushBuffer() throws IOException {
		if (this.tail.holdsFlush(this.declaredLength)) {
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
		this.trail.clear();
		this.declaredLength = -1;
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

	@Override
	public void sendRedirect(String location, int status, boolean clearBuffer) throws IOException {
		requireUncommitted();
		if (this.redirectsAtOnce && this.tail.isHolding() && !super.isCommitted() && isSentAsGiven(location)) {
			this.heldRedirect = new HeldRedirect(location, status, clearBuffer);
		}
		else {
			super.sendRedirect(location, status, clearBuffer);
			this.trail.set("Location");
		}
		if (clearBuffer) {
			forgetBody();
		}
		this.closed = true;
	}

	/** A container makes others absolute, and only it knows how. */
	private static boolean isSentAsGiven(String location) {
		return location.startsWith("/") || location.startsWith("http:") || location.startsWith("https:");
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
	public void setHeader(String name, String value) {
		if (!isCommitted()) {
			touch(name);
			super.setHeader(name, value);
			lengthDeclared(name, value);
		}
	}

	@Override
	public void addHeader(String name, String value) {
		if (!isCommitted()) {
			this.trail.add(name, this);
			super.addHeader(name, value);
			lengthDeclared(name, value);
		}
	}

	@Override
	public void setDateHeader(String name, long date) {
		if (!isCommitted()) {
			touch(name);
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
			touch(name);
			super.setIntHeader(name, value);
			lengthDeclared(name, value);
		}
	}

	@Override
	public void addIntHeader(String name, int value) {
		if (!isCommitted()) {
			this.trail.add(name, this);
			super.addIntHeader(name, value);
			lengthDeclared(name, value);
		}
	}

	@Override
	public void setContentType(String type) {
		if (!isCommitted()) {
			touch("Content-Type");
			super.setContentType(type);
		}
	}

	@Override
	public void setCharacterEncoding(String encoding) {
		if (!isCommitted()) {
			touch("Content-Type");
			super.setCharacterEncoding(encoding);
		}
	}

	@Override
	public void setCharacterEncoding(Charset encoding) {
		if (!isCommitted()) {
			touch("Content-Type");
			super.setCharacterEncoding(encoding);
		}
	}

	@Override
	public void setLocale(Locale locale) {
		if (!isCommitted()) {
			touch("Content-Language");
			super.setLocale(locale);
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

	private void lengthDeclared(String name, @Nullable Object value) {
		if (CONTENT_LENGTH.equalsIgnoreCase(name)) {
			declareLength((value != null) ? Long.parseLong(value.toString().trim()) : -1);
		}
	}

	private void declareLength(long length) {
		this.declaredLength = length;
		this.capture.expect(length);
	}

	private void touch(String name) {
		this.trail.set(name);
	}

	/**
	 * Whether the answer is one without an end, which nobody keeps.
	 */
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

	long declaredLength() {
		return this.declaredLength;
	}

	/**
	 * Whether what is written now is dropped.
	 */
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

	/**
	 * The status of an error whose body another dispatch makes, or 0.
	 */
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

	/**
	 * The client is known to be gone, and what reached it is not.
	 */
	void clientLeft() {
		this.clientGone = true;
		this.capture.discard();
	}

	/**
	 * The headers to record.
	 */
	Map<String, List<String>> recordedHeaders(Predicate<String> excluded) {
		Map<String, List<String>> headers = this.trail.read((HttpServletResponse) getResponse(), excluded);
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
		boolean cut = this.declaredLength >= 0 && this.declaredLength != this.capture.written();
		return (this.capture.isWhole() && !cut && !isEventStream()) ? this.capture.toByteArray() : null;
	}

	/**
	 * Drops what was held back: the answer is not to be seen.
	 */
	void discard() {
		this.tail.everything(false);
		this.tail.reset();
		this.heldRedirect = null;
		this.closed = false;
		reset();
	}

	/**
	 * Sends what was held back, and holds nothing more.
	 */
	void releaseTail() {
		this.tail.holding(false);
		this.tail.everything(false);
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
		catch (IOException ex) {
			this.clientGone = true;
		}
		this.tail.reset();
	}

	/**
	 * A redirect that Jetty would send at once.
	 *
	 * @param location where to
	 * @param status the status code
	 * @param clearBuffer whether what was written is dropped
	 */
	private record HeldRedirect(String location, int status, boolean clearBuffer) {
	}

}
