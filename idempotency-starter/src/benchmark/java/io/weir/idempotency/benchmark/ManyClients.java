// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.benchmark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * Thousands of connections in one thread, each with one request and its answer.
 */
final class ManyClients implements AutoCloseable {

	private final Selector selector = Selector.open();

	private final InetSocketAddress address;

	private final byte[] request;

	private int replayed;

	private int others;

	ManyClients(int port, String request) throws IOException {
		this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
		this.request = request.getBytes(StandardCharsets.US_ASCII);
	}

	/** Connects another client and sends its request. */
	void add() throws IOException {
		SocketChannel channel = SocketChannel.open(this.address);
		channel.write(ByteBuffer.wrap(this.request));
		channel.configureBlocking(false);
		channel.register(this.selector, SelectionKey.OP_READ, new StringBuilder());
	}

	/** Reads until so many were answered, or nothing came for so long. */
	void readUntil(int answers, long patienceMillis) throws IOException {
		ByteBuffer buffer = ByteBuffer.allocate(4096);
		while (this.replayed + this.others < answers && this.selector.select(patienceMillis) > 0) {
			for (SelectionKey key : this.selector.selectedKeys()) {
				buffer.clear();
				int read = ((SocketChannel) key.channel()).read(buffer);
				StringBuilder answer = (StringBuilder) key.attachment();
				answer.append(StandardCharsets.ISO_8859_1.decode(buffer.flip()));
				if (read < 0 || answer.indexOf("}") > 0) {
					count(answer.toString());
					key.cancel();
					key.channel().close();
				}
			}
			this.selector.selectedKeys().clear();
		}
	}

	int replayed() {
		return this.replayed;
	}

	int others() {
		return this.others;
	}

	private void count(String answer) {
		if (answer.startsWith("HTTP/1.1 200") && answer.contains("Idempotent-Replayed: true")) {
			this.replayed++;
		}
		else {
			this.others++;
		}
	}

	@Override
	public void close() throws IOException {
		for (SelectionKey key : this.selector.keys()) {
			key.channel().close();
		}
		this.selector.close();
	}

}
