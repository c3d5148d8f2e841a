// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.redis;

import java.time.Duration;

import io.weir.idempotency.IdempotencyStore;
import io.weir.idempotency.SharedIdempotencyStoreContractTests;
import io.weir.idempotency.engine.RedisEngine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * The store's contract on a real Redis.
 */
class RedisIdempotencyStoreContractTests extends SharedIdempotencyStoreContractTests {

	private static LettuceConnectionFactory connections;

	private static RedisIdempotencyStore store;

	private static RedisIdempotencyStore other;

	@BeforeAll
	static void connect() {
		connections = connections(RedisEngine.shared().port(), Duration.ofSeconds(5));
		store = new RedisIdempotencyStore(connections, "contract:");
		other = new RedisIdempotencyStore(connections, "contract:");
	}

	@AfterAll
	static void disconnect() {
		store.close();
		other.close();
		connections.destroy();
	}

	static LettuceConnectionFactory connections(int port, Duration timeout) {
		LettuceConnectionFactory factory = new LettuceConnectionFactory(
				new RedisStandaloneConfiguration("127.0.0.1", port),
				LettuceClientConfiguration.builder().commandTimeout(timeout).build());
		factory.afterPropertiesSet();
		factory.start();
		return factory;
	}

	@Override
	protected IdempotencyStore store() {
		return store;
	}

	@Override
	protected IdempotencyStore otherInstance() {
		return other;
	}

}
