// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.emit;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;

import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.util.FileUtil;
import org.jspecify.annotations.Nullable;

/**
 * Logback's rolling appender, told apart in two ways: lines are encoded into one buffer
 * that is used again, and a line that cannot be written is an error for its caller, while
 * the appender goes on with the next (Logback's own stream falls silent for a time).
 */
final class LineAppender extends RollingFileAppender<StringBuilder> {

	private final LineBytes bytes = new LineBytes();

	// Guarded by the lock of the stream.
	private @Nullable IOException failure;

	private boolean brokenLine;

	/**
	 * Writes one line, after rolling the file when it is time to.
	 */
	void write(StringBuilder line) throws IOException {
		this.streamWriteLock.lock();
		try {
			this.failure = isStarted() ? null : new IOException("The file is closed");
			doAppend(line);
			if (this.failure != null) {
				throw this.failure;
			}
		}
		finally {
			this.streamWriteLock.unlock();
		}
	}

	@Override
	protected void writeOut(StringBuilder line) {
		try {
			if (getOutputStream() == null) {
				openFile(getFile());
			}
			OutputStream out = getOutputStream();
			if (this.brokenLine) {
				out.write('\n');
			}
			this.brokenLine = true;
			int length = this.bytes.encode(line);
			out.write(this.bytes.array(), 0, length);
			this.brokenLine = false;
			getTriggeringPolicy().getLengthCounter().add(length);
		}
		catch (IOException ex) {
			this.failure = ex;
		}
	}

	@Override
	public void openFile(String name) throws IOException {
		File file = new File(name);
		FileUtil.createMissingParentDirectories(file);
		setOutputStream(new FileOutputStream(file, true));
	}

}
