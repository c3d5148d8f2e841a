// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.sample.load.scenario;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import io.weir.sample.load.Answer;

/**
 * One exchange over a plain socket, for clients that do what no client library lets them.
 */
public final class RawExchange implements AutoCloseable {

	private static final int READ_TIMEOUT_MILLIS = 30_000;

	private final Socket socket;

	private final InputStream in;

	/**
	 * Connects and sends the head.
	 * @param base where to
	 * @param requestLine method and path
	 * @param headers further headers, one a line, may be empty
	 */
	public RawExchange(URI base, String requestLine, String... headers) throws IOException {
		this.socket = new Socket();
		this.socket.setReceiveBufferSize(16 * 1024);
		this.socket.setSoTimeout(READ_TIMEOUT_MILLIS);
		this.socket.connect(new InetSocketAddress(base.getHost(), base.getPort()), READ_TIMEOUT_MILLIS);
		this.in = this.socket.getInputStream();
		send(requestLine + " HTTP/1.1\r\nHost: " + base.getAuthority() + "\r\nConnection: close\r\n");
		for (String header : headers) {
			send(header + "\r\n");
		}
		send("\r\n");
	}

	public void send(String text) throws IOException {
		this.socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
	}

	public void trickle(String text, long pauseMillis) throws IOException, InterruptedException {
		for (int i = 0; i < text.length(); i++) {
			send(text.substring(i, i + 1));
			TimeUnit.MILLISECONDS.sleep(pauseMillis);
		}
	}

	/**
	 * Waits for {@code 100 Continue}: from here on the server has the exchange in hand.
	 */
	public void awaitContinue() throws IOException {
		String line = readLine();
		if (!line.startsWith("HTTP/1.1 100")) {
			throw new IOException("Expected 100, got " + line);
		}
		while (!readLine().isEmpty()) {
			continue;
		}
	}

	/**
	 * Reads status and headers, and of the body no more than asked for.
	 */
	public int readSome(int bytes) throws IOException {
		int status = Integer.parseInt(readLine().split(" ")[1]);
		while (!readLine().isEmpty()) {
			continue;
		}
		this.in.readNBytes(bytes);
		return status;
	}

	/**
	 * Reads a body that ends with the connection, slowly.
	 * @return how many bytes came
	 */
	public long readSlowly(int bytesAtATime, long pauseMillis) throws IOException, InterruptedException {
		long bytes = 0;
		for (int read; (read = this.in.readNBytes(bytesAtATime).length) > 0; bytes += read) {
			TimeUnit.MILLISECONDS.sleep(pauseMillis);
		}
		return bytes;
	}

	public Answer readAnswer() throws IOException {
		int status = Integer.parseInt(readLine().split(" ")[1]);
		boolean replayed = false;
		boolean chunked = false;
		for (String header = readLine(); !header.isEmpty(); header = readLine()) {
			String lower = header.toLowerCase(Locale.ROOT);
			replayed |= lower.startsWith("idempotent-replayed:");
			chunked |= lower.equals("transfer-encoding: chunked");
		}
		return new Answer(status, chunked ? readChunks() : text(this.in.readAllBytes()), replayed);
	}

	private String readChunks() throws IOException {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		for (int size; (size = Integer.parseInt(readLine(), 16)) > 0; readLine()) {
			body.write(this.in.readNBytes(size));
		}
		return text(body.toByteArray());
	}

	private static String text(byte[] bytes) {
		return new String(bytes, StandardCharsets.UTF_8);
	}

	private String readLine() throws IOException {
		StringBuilder line = new StringBuilder();
		for (int next; (next = this.in.read()) != '\n';) {
			if (next < 0) {
				throw new EOFException("The connection ended after: " + line);
			}
			if (next != '\r') {
				line.append((char) next);
			}
		}
		return line.toString();
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
