// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server on a real socket that gives one answer after the other, byte by byte as
 * written, and closes the connection after each. The last one is given again and again.
 */
final class ScriptedServer implements AutoCloseable {

	/**
	 * An answer that is none: the connection is closed without a byte.
	 */
	static final String NOTHING = "";

	private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

	private final List<Received> received = new CopyOnWriteArrayList<>();

	private final List<String> answers;

	ScriptedServer(String... answers) throws IOException {
		this.answers = List.of(answers);
		Thread thread = new Thread(this::serve, "scripted-server");
		thread.setDaemon(true);
		thread.start();
	}

	/** An answer with a body and its length. */
	static String answer(int status, String headers, String body) {
		return "HTTP/1.1 " + status + " Scripted\r\n" + headers + "Connection: close\r\nContent-Length: "
				+ body.length() + "\r\n\r\n" + body;
	}

	static String problem(int status, String code) {
		return answer(status, "Content-Type: application/problem+json\r\n",
				"{\"title\":\"T\",\"status\":" + status + ",\"code\":\"" + code + "\"}");
	}

	String uri(String path) {
		return "http://127.0.0.1:" + this.socket.getLocalPort() + path;
	}

	List<Received> received() {
		return this.received;
	}

	List<String> keys() {
		return this.received.stream().map((request) -> request.headers().get("idempotency-key")).toList();
	}

	private void serve() {
		while (!this.socket.isClosed()) {
			try (Socket client = this.socket.accept()) {
				read(client);
				String answer = this.answers.get(Math.min(this.received.size(), this.answers.size()) - 1);
				client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
				client.getOutputStream().flush();
			}
			catch (IOException ex) {
				if (!this.socket.isClosed()) {
					throw new UncheckedIOException(ex);
				}
			}
		}
	}

	private void read(Socket client) throws IOException {
		BufferedReader reader = new BufferedReader(
				new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
		String line = reader.readLine();
		Map<String, String> headers = new TreeMap<>();
		for (String header = reader.readLine(); header != null && !header.isEmpty(); header = reader.readLine()) {
			int colon = header.indexOf(':');
			headers.put(header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).trim());
		}
		char[] body = new char[Integer.parseInt(headers.getOrDefault("content-length", "0"))];
		for (int read = 0; read < body.length;) {
			int n = reader.read(body, read, body.length - read);
			read += (n < 0) ? body.length : n;
		}
		this.received.add(new Received(line, headers, new String(body), System.nanoTime()));
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

	record Received(String line, Map<String, String> headers, String body, long nanos) {
	}

}
