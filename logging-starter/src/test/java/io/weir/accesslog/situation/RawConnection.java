// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.situation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A socket that sends the bytes it is told to, and shows the bytes that come back.
 */
final class RawConnection implements AutoCloseable {

	private static final int TIMEOUT_MILLIS = 10_000;

	private final Socket socket = new Socket();

	RawConnection(int port) throws IOException {
		this.socket.setSoTimeout(TIMEOUT_MILLIS);
		this.socket.setTcpNoDelay(true);
		this.socket.connect(new InetSocketAddress("127.0.0.1", port), TIMEOUT_MILLIS);
	}

	RawConnection send(byte[] bytes) throws IOException {
		this.socket.getOutputStream().write(bytes);
		this.socket.getOutputStream().flush();
		return this;
	}

	RawConnection send(String text) throws IOException {
		return send(text.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Reads until this text was seen.
	 */
	String readUntil(String text) throws IOException {
		StringBuilder seen = new StringBuilder();
		InputStream in = this.socket.getInputStream();
		while (seen.indexOf(text) < 0) {
			int b = in.read();
			if (b < 0) {
				throw new IOException("Closed after: " + seen);
			}
			seen.append((char) b);
		}
		return seen.toString();
	}

	/**
	 * Reads until the server closes the connection.
	 */
	byte[] readToEnd() throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try {
			this.socket.getInputStream().transferTo(bytes);
		}
		catch (IOException ex) {
			if (bytes.size() == 0) {
				throw ex;
			}
			// A reset after the response: what was received stands.
		}
		return bytes.toByteArray();
	}

	/**
	 * Sends nothing more, but still listens.
	 */
	void endOutput() throws IOException {
		this.socket.shutdownOutput();
	}

	/**
	 * Goes away without a goodbye: the server sees a reset.
	 */
	void reset() throws IOException {
		this.socket.setSoLinger(true, 0);
		this.socket.close();
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
