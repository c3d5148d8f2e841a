// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.benchmark;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * One HTTP/1.1 connection that is used again and again, with as little of its own as can
 * be. Reads bodies of a declared length only.
 */
final class KeepAliveClient implements AutoCloseable {

	private static final String BROWSER = "Host: localhost\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) "
			+ "Gecko/20100101 Firefox/140.0\r\nReferer: http://localhost/shop?item=7\r\nAccept: */*\r\n";

	private final Socket socket;

	private final InputStream in;

	private final OutputStream out;

	KeepAliveClient(int port) throws IOException {
		this.socket = new Socket("127.0.0.1", port);
		this.socket.setTcpNoDelay(true);
		this.socket.setSoTimeout(60_000);
		this.in = new BufferedInputStream(this.socket.getInputStream(), 65_536);
		this.out = this.socket.getOutputStream();
	}

	static byte[] get(String path) {
		return ("GET " + path + " HTTP/1.1\r\n" + BROWSER + "\r\n").getBytes(StandardCharsets.US_ASCII);
	}

	static byte[] post(String path, String contentType, String body) {
		return (postHead(path, contentType, body.length()) + body).getBytes(StandardCharsets.US_ASCII);
	}

	private static String postHead(String path, String contentType, long length) {
		return "POST " + path + " HTTP/1.1\r\n" + BROWSER + "Content-Type: " + contentType + "\r\nContent-Length: "
				+ length + "\r\n\r\n";
	}

	/**
	 * Sends a request and reads its answer.
	 */
	long exchange(byte[] request) throws IOException {
		this.out.write(request);
		return skipBody();
	}

	String read(String path) throws IOException {
		this.out.write(get(path));
		return new String(this.in.readNBytes((int) readHead()), StandardCharsets.US_ASCII);
	}

	long upload(long bytes) throws IOException {
		this.out.write(postHead("/upload", "text/plain", bytes).getBytes(StandardCharsets.US_ASCII));
		byte[] piece = new byte[65_536];
		for (long left = bytes; left > 0; left -= piece.length) {
			this.out.write(piece, 0, (int) Math.min(left, piece.length));
		}
		return skipBody();
	}

	private long skipBody() throws IOException {
		long length = readHead();
		this.in.skipNBytes(length);
		return length;
	}

	private long readHead() throws IOException {
		long length = -1;
		boolean first = true;
		for (String line = readLine(); !line.isEmpty(); line = readLine()) {
			if (first && !line.startsWith("HTTP/1.1 200")) {
				throw new IOException(line);
			}
			first = false;
			if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
				length = Long.parseLong(line.substring(15).trim());
			}
		}
		if (length < 0) {
			throw new IOException("The answer declares no length");
		}
		return length;
	}

	private String readLine() throws IOException {
		StringBuilder line = new StringBuilder();
		for (int b = this.in.read(); b != '\n'; b = this.in.read()) {
			if (b < 0) {
				throw new EOFException("The server closed the connection");
			}
			if (b != '\r') {
				line.append((char) b);
			}
		}
		return line.toString();
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
