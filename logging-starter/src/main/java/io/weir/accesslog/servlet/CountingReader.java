// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.servlet;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.CharBuffer;
import java.nio.charset.Charset;

import org.jspecify.annotations.Nullable;

/**
 * Counts what the application reads through the container's reader, in bytes of the
 * request's charset. Reads nothing ahead, and counts what is read again after
 * {@link #reset()} once. Not thread-safe, as one request has one reader.
 */
final class CountingReader extends BufferedReader {

	private final BufferedReader delegate;

	private final Exchange exchange;

	private final BodyMeter meter;

	private final EncodedLength encodedLength;

	private final long declaredBytes;

	private long position;

	private long markedPosition;

	private long countedPosition;

	private boolean skipLineFeed;

	CountingReader(BufferedReader delegate, Charset charset, long declaredBytes, Exchange exchange) {
		// The buffer of the superclass stays empty: every method goes to the delegate.
		super(delegate, 1);
		this.delegate = delegate;
		this.declaredBytes = declaredBytes;
		this.exchange = exchange;
		this.meter = exchange.requestMeter();
		this.encodedLength = new EncodedLength(charset, false);
	}

	BufferedReader delegate() {
		return this.delegate;
	}

	private void passed(CharSequence text) {
		this.position += text.length();
		long fresh = this.position - this.countedPosition;
		if (fresh > 0) {
			CharSequence read = text.subSequence((int) Math.max(0, text.length() - fresh), text.length());
			this.countedPosition = this.position;
			this.meter.count(this.encodedLength.of(read));
			this.meter.keep(read);
		}
	}

	@Override
	public int read() throws IOException {
		int c = readDelegate();
		if (this.skipLineFeed) {
			this.skipLineFeed = false;
			if (c == '\n') {
				c = readDelegate();
			}
		}
		return c;
	}

	private int readDelegate() throws IOException {
		try {
			int c = this.delegate.read();
			if (c >= 0) {
				passed(String.valueOf((char) c));
			}
			else {
				this.meter.readToEnd(this.declaredBytes);
			}
			return c;
		}
		catch (IOException ex) {
			throw this.exchange.disconnected(ex);
		}
	}

	@Override
	public int read(char[] chars, int offset, int length) throws IOException {
		if (this.skipLineFeed && length > 0) {
			int c = read();
			if (c < 0) {
				return -1;
			}
			chars[offset] = (char) c;
			return 1;
		}
		try {
			int count = this.delegate.read(chars, offset, length);
			if (count > 0) {
				passed(CharBuffer.wrap(chars, offset, count));
			}
			else if (count < 0) {
				this.meter.readToEnd(this.declaredBytes);
			}
			return count;
		}
		catch (IOException ex) {
			throw this.exchange.disconnected(ex);
		}
	}

	@Override
	public @Nullable String readLine() throws IOException {
		StringBuilder line = null;
		for (int c = read(); c >= 0; c = read()) {
			if (line == null) {
				line = new StringBuilder(80);
			}
			if (c == '\n') {
				return line.toString();
			}
			if (c == '\r') {
				// As BufferedReader does it: a line feed that follows is skipped later.
				this.skipLineFeed = true;
				return line.toString();
			}
			line.append((char) c);
		}
		return (line != null) ? line.toString() : null;
	}

	@Override
	public long skip(long count) throws IOException {
		long skipped = 0;
		while (skipped < count && read() >= 0) {
			skipped++;
		}
		return skipped;
	}

	@Override
	public boolean ready() throws IOException {
		return this.delegate.ready();
	}

	@Override
	public boolean markSupported() {
		return this.delegate.markSupported();
	}

	@Override
	public void mark(int readAheadLimit) throws IOException {
		this.delegate.mark(readAheadLimit);
		this.markedPosition = this.position;
	}

	@Override
	public void reset() throws IOException {
		this.delegate.reset();
		this.position = this.markedPosition;
	}

	@Override
	public void close() throws IOException {
		this.delegate.close();
	}

}
