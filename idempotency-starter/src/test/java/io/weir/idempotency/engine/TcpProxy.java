// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between a client and its server: hands on, delays, swallows or cuts, and counts
 * round trips.
 */
public final class TcpProxy implements AutoCloseable {

	private enum Mode {

		PASS, SWALLOW, SWALLOW_ANSWERS, CUT

	}

	private final ServerSocket listener;

	private final int target;

	private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

	private final Set<Socket> dead = ConcurrentHashMap.newKeySet();

	private final AtomicInteger roundTrips = new AtomicInteger();

	private volatile Mode mode = Mode.PASS;

	private volatile long delayMillis;

	public TcpProxy(int target) {
		this.target = target;
		try {
			this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		start(this::accept);
	}

	public int port() {
		return this.listener.getLocalPort();
	}

	/**
	 * How often a client sent something after its server had answered.
	 */
	public int roundTrips() {
		return this.roundTrips.get();
	}

	public void pass() {
		this.delayMillis = 0;
		this.mode = Mode.PASS;
	}

	/**
	 * Hands on after a while.
	 */
	public void delay(long millis) {
		this.delayMillis = millis;
	}

	/**
	 * Takes everything and hands nothing on, in neither direction: half open. Connections
	 * of this time stay so.
	 */
	public void swallow() {
		this.dead.addAll(this.sockets);
		this.mode = Mode.SWALLOW;
	}

	/**
	 * Hands requests on, and their answers never.
	 */
	public void swallowAnswers() {
		this.mode = Mode.SWALLOW_ANSWERS;
	}

	/**
	 * Closes all connections and refuses new ones.
	 */
	public void cut() {
		this.mode = Mode.CUT;
		closeAll();
	}

	private void accept() {
		while (!this.listener.isClosed()) {
			try {
				Socket client = this.listener.accept();
				if (this.mode == Mode.CUT) {
					client.close();
					continue;
				}
				Socket server = new Socket();
				this.sockets.add(client);
				this.sockets.add(server);
				if (this.mode == Mode.SWALLOW) {
					this.dead.add(client);
				}
				server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.target), 2000);
				AtomicInteger answered = new AtomicInteger(1);
				start(() -> pump(client, server, answered, true));
				start(() -> pump(server, client, answered, false));
			}
			catch (IOException ex) {
				closeQuietly(ex);
			}
		}
	}

	private void pump(Socket from, Socket to, AtomicInteger answered, boolean fromClient) {
		byte[] buffer = new byte[16384];
		try (from; to) {
			InputStream in = from.getInputStream();
			for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
				if (fromClient && answered.getAndSet(0) == 1) {
					this.roundTrips.incrementAndGet();
				}
				else if (!fromClient) {
					answered.set(1);
				}
				if (this.delayMillis > 0) {
					TimeUnit.MILLISECONDS.sleep(this.delayMillis);
				}
				if (!fromClient && this.mode == Mode.SWALLOW_ANSWERS) {
					continue;
				}
				if (!this.dead.contains(from) && !this.dead.contains(to)) {
					to.getOutputStream().write(buffer, 0, length);
				}
			}
		}
		catch (IOException ex) {
			closeQuietly(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			this.sockets.remove(from);
			this.sockets.remove(to);
		}
	}

	private static void closeQuietly(IOException ex) {
		// One side went away, and now the other does.
	}

	private void closeAll() {
		for (Socket socket : this.sockets) {
			try {
				socket.close();
			}
			catch (IOException ex) {
				closeQuietly(ex);
			}
		}
		this.sockets.clear();
	}

	private static void start(Runnable task) {
		Thread thread = new Thread(task, "proxy");
		thread.setDaemon(true);
		thread.start();
	}

	@Override
	public void close() {
		closeAll();
		try {
			this.listener.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
