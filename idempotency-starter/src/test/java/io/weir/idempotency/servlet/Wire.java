// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * HTTP/1.1 by hand over one socket: every byte that goes out and comes in is known.
 */
final class Wire implements AutoCloseable {

	private static final int TIMEOUT_MILLIS = 20_000;

	private final Socket socket = new Socket();

	private final InputStream in;

	Wire(int port) throws IOException {
		this.socket.connect(new InetSocketAddress("127.0.0.1", port), TIMEOUT_MILLIS);
		this.socket.setSoTimeout(TIMEOUT_MILLIS);
		this.socket.setTcpNoDelay(true);
		this.in = this.socket.getInputStream();
	}

	/**
	 * Sends one request on a connection of its own and reads the answer.
	 */
	static Answer exchange(int port, String request) throws IOException {
		try (Wire wire = new Wire(port)) {
			wire.send(request);
			return wire.read();
		}
	}

	/**
	 * Sends one request whose answer has no body, as HEAD's, and reads its status and
	 * headers.
	 */
	static Answer head(int port, String request) throws IOException {
		try (Wire wire = new Wire(port)) {
			wire.send(request);
			ByteArrayOutputStream raw = new ByteArrayOutputStream();
			return wire.head(raw);
		}
	}

	/**
	 * A request's text.
	 * @param target the request target
	 * @param headers header lines without line ends; those that end in a colon are left
	 * out
	 * @param body the body, or an empty string
	 */
	static String post(String target, String body, String... headers) {
		StringBuilder request = new StringBuilder("POST ").append(target).append(" HTTP/1.1\r\nHost: localhost\r\n");
		for (String header : headers) {
			request.append(header).append("\r\n");
		}
		return request.append("Content-Length: ")
			.append(body.getBytes(StandardCharsets.UTF_8).length)
			.append("\r\n\r\n")
			.append(body)
			.toString();
	}

	void send(String text) throws IOException {
		this.socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
		this.socket.getOutputStream().flush();
	}

	/**
	 * Goes away without a word: the peer sees a reset.
	 */
	void abort() throws IOException {
		this.socket.setSoLinger(true, 0);
		this.socket.close();
	}

	Answer read() throws IOException {
		ByteArrayOutputStream raw = new ByteArrayOutputStream();
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		Answer head = head(raw);
		if (head.status() != 204 && head.status() != 304) {
			readBody(head, raw, body);
		}
		return new Answer(head.status(), head.headers(), body.toByteArray(), raw.toByteArray());
	}

	/**
	 * Reads the head of the next answer, an interim one included.
	 */
	int status() throws IOException {
		return head(new ByteArrayOutputStream()).status();
	}

	private Answer head(ByteArrayOutputStream raw) throws IOException {
		String statusLine = line(raw);
		List<String> headers = new ArrayList<>();
		for (String header = line(raw); !header.isEmpty(); header = line(raw)) {
			headers.add(header);
		}
		return new Answer(Integer.parseInt(statusLine.substring(9, 12)), headers, new byte[0], new byte[0]);
	}

	private void readBody(Answer head, ByteArrayOutputStream raw, ByteArrayOutputStream body) throws IOException {
		String length = head.header("Content-Length");
		if (length != null) {
			copy(Integer.parseInt(length), raw, body);
		}
		else if ("chunked".equals(head.header("Transfer-Encoding"))) {
			int size = Integer.parseInt(line(raw), 16);
			while (size > 0) {
				copy(size, raw, body);
				line(raw);
				size = Integer.parseInt(line(raw), 16);
			}
			line(raw);
		}
		else {
			body.write(this.in.readAllBytes());
			body.writeTo(raw);
		}
	}

	private void copy(int length, ByteArrayOutputStream raw, ByteArrayOutputStream body) throws IOException {
		byte[] bytes = this.in.readNBytes(length);
		raw.write(bytes);
		body.write(bytes);
		if (bytes.length < length) {
			throw new EOFException("Cut off after " + bytes.length + " of " + length + " bytes");
		}
	}

	private String line(ByteArrayOutputStream raw) throws IOException {
		StringBuilder line = new StringBuilder();
		for (int b = this.in.read(); b != '\n'; b = this.in.read()) {
			if (b < 0) {
				throw new EOFException("Closed after: " + raw);
			}
			raw.write(b);
			if (b != '\r') {
				line.append((char) b);
			}
		}
		raw.write('\n');
		return line.toString();
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

	/**
	 * An answer.
	 *
	 * @param status the status code
	 * @param headers header lines as they came
	 * @param body the body without its framing
	 * @param raw everything as it came
	 */
	record Answer(int status, List<String> headers, byte[] body, byte[] raw) {

		/**
		 * The value of a header, or {@code null}.
		 */
		String header(String name) {
			for (String header : this.headers) {
				if (header.regionMatches(true, 0, name + ":", 0, name.length() + 1)) {
					return header.substring(name.length() + 1).trim();
				}
			}
			return null;
		}

		String text() {
			return new String(this.body, StandardCharsets.UTF_8);
		}

		/**
		 * Everything as it came, but for the value of {@code Date}.
		 */
		String rawText() {
			return new String(this.raw, StandardCharsets.ISO_8859_1).replaceAll("(?i)\r\nDate: [^\r]*", "\r\nDate:");
		}

	}

}
