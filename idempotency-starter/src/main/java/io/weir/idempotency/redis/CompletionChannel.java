// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.redis;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.Message;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * One subscription for all watched keys, opened with the first watch and kept; the driver
 * takes it up again after a lost connection. A message is the name of a key that was
 * completed or released. Safe for use by many threads.
 */
final class CompletionChannel {

	private static final Log logger = LogFactory.getLog(CompletionChannel.class);

	private final RedisConnectionFactory connections;

	private final byte[] channel;

	private final Map<String, Queue<Runnable>> watches = new ConcurrentHashMap<>();

	private @Nullable RedisConnection subscription;

	CompletionChannel(RedisConnectionFactory connections, String keyPrefix) {
		this.connections = connections;
		this.channel = (keyPrefix + "changed").getBytes(StandardCharsets.UTF_8);
	}

	byte[] name() {
		return this.channel;
	}

	void add(String record, Runnable changed) {
		this.watches.compute(record, (name, queue) -> {
			Queue<Runnable> watching = (queue != null) ? queue : new ConcurrentLinkedQueue<>();
			watching.add(changed);
			return watching;
		});
		subscribe();
	}

	void remove(String record, Runnable changed) {
		this.watches.computeIfPresent(record, (name, queue) -> {
			queue.remove(changed);
			return queue.isEmpty() ? null : queue;
		});
	}

	// Without it waiting requests still poll, so a failure is told and left to the next
	// watch.
	private synchronized void subscribe() {
		if (this.subscription != null) {
			return;
		}
		RedisConnection connection = null;
		try {
			connection = this.connections.getConnection();
			connection.subscribe(this::told, this.channel);
			this.subscription = connection;
		}
		catch (DataAccessException ex) {
			logger.debug("Cannot subscribe to completed records; waiting requests poll", ex);
			if (connection != null) {
				connection.close();
			}
		}
	}

	private void told(Message message, byte @Nullable [] pattern) {
		Queue<Runnable> watching = this.watches.get(new String(message.getBody(), StandardCharsets.UTF_8));
		if (watching != null) {
			watching.forEach(Runnable::run);
		}
	}

	synchronized void close() {
		if (this.subscription != null) {
			try {
				this.subscription.close();
			}
			catch (DataAccessException ex) {
				logger.debug("Subscription did not end in order", ex);
			}
			this.subscription = null;
		}
	}

}
