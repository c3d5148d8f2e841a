// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.servlet;

import java.io.PrintWriter;
import java.nio.CharBuffer;
import java.util.Formatter;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Counts what the container's writer takes, in bytes of the response's charset. Takes no
 * lock of its own: {@link PrintWriter} would hold one while the socket blocks, which pins
 * virtual threads before JDK 24 (JEP 491).
 */
final class CountingWriter extends PrintWriter {

	private final PrintWriter delegate;

	private final Exchange exchange;

	private final BodyMeter meter;

	private final EncodedLength encodedLength;

	CountingWriter(PrintWriter delegate, Exchange exchange) {
		super(delegate);
		this.delegate = delegate;
		this.exchange = exchange;
		this.meter = exchange.responseMeter();
		this.encodedLength = exchange.responseTextLength();
	}

	PrintWriter delegate() {
		return this.delegate;
	}

	private void passed(CharSequence text) {
		this.meter.keep(text);
		this.meter.count(this.encodedLength.of(text));
	}

	@Override
	public void write(int c) {
		this.delegate.write(c);
		passed(String.valueOf((char) c));
	}

	@Override
	public void write(char[] chars, int offset, int length) {
		this.delegate.write(chars, offset, length);
		passed(CharBuffer.wrap(chars, offset, length));
	}

	@Override
	public void write(char[] chars) {
		write(chars, 0, chars.length);
	}

	@Override
	public void write(String text, int offset, int length) {
		this.delegate.write(text, offset, length);
		passed((length == text.length()) ? text : CharBuffer.wrap(text, offset, offset + length));
	}

	@Override
	public void write(String text) {
		write(text, 0, text.length());
	}

	@Override
	public void print(boolean value) {
		write(String.valueOf(value));
	}

	@Override
	public void print(char value) {
		write(value);
	}

	@Override
	public void print(int value) {
		write(String.valueOf(value));
	}

	@Override
	public void print(long value) {
		write(String.valueOf(value));
	}

	@Override
	public void print(float value) {
		write(String.valueOf(value));
	}

	@Override
	public void print(double value) {
		write(String.valueOf(value));
	}

	@Override
	public void print(char[] value) {
		write(value);
	}

	@Override
	public void print(@Nullable String value) {
		write(String.valueOf(value));
	}

	@Override
	public void print(@Nullable Object value) {
		write(String.valueOf(value));
	}

	@Override
	public void println() {
		this.delegate.println();
		passed(System.lineSeparator());
	}

	@Override
	public void println(boolean value) {
		print(value);
		println();
	}

	@Override
	public void println(char value) {
		print(value);
		println();
	}

	@Override
	public void println(int value) {
		print(value);
		println();
	}

	@Override
	public void println(long value) {
		print(value);
		println();
	}

	@Override
	public void println(float value) {
		print(value);
		println();
	}

	@Override
	public void println(double value) {
		print(value);
		println();
	}

	@Override
	public void println(char[] value) {
		print(value);
		println();
	}

	@Override
	public void println(@Nullable String value) {
		print(value);
		println();
	}

	@Override
	public void println(@Nullable Object value) {
		print(value);
		println();
	}

	@Override
	public PrintWriter format(String format, @Nullable Object... args) {
		return format(Locale.getDefault(Locale.Category.FORMAT), format, args);
	}

	@Override
	@SuppressWarnings("resource") // Closing the formatter would close the response.
	public PrintWriter format(@Nullable Locale locale, String format, @Nullable Object... args) {
		new Formatter(this, locale).format(format, args);
		return this;
	}

	/**
	 * Tomcat's writer, asked for errors, flushes as well and does nothing else
	 * ({@code CoyoteWriter}): it has no other way to tell that the client left.
	 */
	@Override
	public void flush() {
		if (this.exchange.isOnTomcat()) {
			checkError();
		}
		else {
			this.delegate.flush();
		}
	}

	@Override
	public void close() {
		this.delegate.close();
		this.meter.close();
	}

	@Override
	public boolean checkError() {
		boolean failed = this.delegate.checkError();
		if (failed && this.exchange.isOnTomcat() && this.exchange.failures().writerFailed()) {
			this.meter.close();
		}
		return failed;
	}

}
