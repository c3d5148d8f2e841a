// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;

import org.jspecify.annotations.Nullable;

/**
 * Bytes in a temporary file that is this process's alone and ends with it: where the
 * platform allows, its name is gone before the first byte comes. Closed by whoever made
 * it. Its size is bounded by the disk.
 */
final class SpillFile extends OutputStream {

	private final File path;

	private final RandomAccessFile file;

	private final OutputStream out;

	private final boolean deleted;

	private @Nullable IOException failure;

	SpillFile() throws IOException {
		this.path = Files.createTempFile("weir-answer-", ".tmp").toFile();
		try {
			this.file = new RandomAccessFile(this.path, "rw");
		}
		finally {
			this.deleted = this.path.delete();
		}
		this.out = new BufferedOutputStream(new FileOutputStream(this.file.getFD()));
	}

	@Override
	public void write(int b) throws IOException {
		write(new byte[] { (byte) b }, 0, 1);
	}

	// After a failure there is a gap, and what follows is worth nothing.
	@Override
	public void write(byte[] b, int offset, int length) throws IOException {
		requireWhole();
		try {
			this.out.write(b, offset, length);
		}
		catch (IOException ex) {
			this.failure = ex;
			throw ex;
		}
	}

	private void requireWhole() throws IOException {
		if (this.failure != null) {
			throw this.failure;
		}
	}

	/**
	 * Sees to it that everything is in the file.
	 * @throws IOException when something is not, now or ever
	 */
	@Override
	public void flush() throws IOException {
		requireWhole();
		this.out.flush();
	}

	/**
	 * What was written and flushed, from its beginning. Not to be closed.
	 */
	InputStream read() throws IOException {
		this.file.seek(0);
		return new FileInputStream(this.file.getFD());
	}

	@Override
	public void close() throws IOException {
		this.file.close();
		if (!this.deleted) {
			Files.deleteIfExists(this.path.toPath());
		}
	}

}
