// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.redis;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import io.weir.idempotency.ClaimResult;
import io.weir.idempotency.Fingerprint;
import io.weir.idempotency.RecordedResponse;
import io.weir.idempotency.StoreKey;
import io.weir.idempotency.StoreUnavailableException;
import io.weir.idempotency.engine.RedisEngine;
import org.junit.jupiter.api.Test;

import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisSentinelConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The store on a cluster, and through a fail-over.
 */
class RedisTopologyTests {

	private static final Fingerprint FINGERPRINT = new Fingerprint("head", null);

	private static final Duration LEASE = Duration.ofSeconds(30);

	private static final RecordedResponse ANSWER = new RecordedResponse(201, Map.of(), new byte[] { 1 });

	@Test
	void worksOnEverySlotOfACluster() {
		try (RedisEngine node = RedisEngine.start("--cluster-enabled", "yes")) {
			try (RedisIdempotencyStore store = store(new RedisClusterConfiguration(List.of("127.0.0.1:" + node.port())),
					node.port())) {
				for (int i = 0; i < 50; i++) {
					StoreKey key = newKey();
					((ClaimResult.Granted) store.claim(key, FINGERPRINT, LEASE)).claim()
						.complete(FINGERPRINT, ANSWER, LEASE);
					assertThat(store.find(key).orElseThrow().isCompleted()).isTrue();
				}
			}
		}
	}

	@Test
	void goesOnWithTheReplicaWhenTheSentinelFailsOver() {
		try (RedisEngine primary = RedisEngine.start();
				RedisEngine replica = RedisEngine.start("--replicaof", "127.0.0.1 " + primary.port());
				RedisEngine sentinel = RedisEngine.startSentinel(primary.port());
				RedisIdempotencyStore store = store(
						new RedisSentinelConfiguration().master("primary").sentinel("127.0.0.1", sentinel.port()), 0)) {
			StoreKey key = newKey();
			await(() -> isAnswered(() -> ((ClaimResult.Granted) store.claim(key, FINGERPRINT, LEASE)).claim()
				.complete(FINGERPRINT, ANSWER, LEASE)));
			LettuceConnectionFactory toReplica = RedisIdempotencyStoreContractTests.connections(replica.port(),
					Duration.ofSeconds(2));
			try (RedisConnection connection = toReplica.getConnection()) {
				await(() -> Boolean.TRUE.equals(connection.keyCommands().exists(("test:" + key).getBytes())));
			}
			finally {
				toReplica.destroy();
			}
			await(() -> sentinelKnowsReplica(sentinel));
			primary.process().signal("KILL");
			await(() -> isAnswered(() -> store.find(key).isPresent()));
			await(() -> isAnswered(() -> store.claim(newKey(), FINGERPRINT, LEASE) instanceof ClaimResult.Granted));
			assertThat(store.claim(key, FINGERPRINT, LEASE)).isInstanceOf(ClaimResult.Completed.class);
		}
	}

	private static boolean sentinelKnowsReplica(RedisEngine sentinel) {
		LettuceConnectionFactory connections = RedisIdempotencyStoreContractTests.connections(sentinel.port(),
				Duration.ofSeconds(2));
		try (RedisConnection connection = connections.getConnection()) {
			return String.valueOf(connection.serverCommands().info("sentinel")).contains("slaves=1");
		}
		finally {
			connections.destroy();
		}
	}

	private static boolean isAnswered(BooleanSupplier call) {
		try {
			return call.getAsBoolean();
		}
		catch (StoreUnavailableException ex) {
			return false;
		}
	}

	private static RedisIdempotencyStore store(RedisConfiguration servers, int clusterPort) {
		if (clusterPort > 0) {
			LettuceConnectionFactory node = RedisIdempotencyStoreContractTests.connections(clusterPort,
					Duration.ofSeconds(2));
			try (RedisConnection connection = node.getConnection()) {
				connection.execute("CLUSTER", "ADDSLOTSRANGE".getBytes(), "0".getBytes(), "16383".getBytes());
				await(() -> new String((byte[]) connection.execute("CLUSTER", "INFO".getBytes()))
					.contains("cluster_state:ok"));
			}
			finally {
				node.destroy();
			}
		}
		LettuceConnectionFactory connections = new LettuceConnectionFactory(servers,
				LettuceClientConfiguration.builder().commandTimeout(Duration.ofSeconds(1)).build());
		connections.afterPropertiesSet();
		connections.start();
		return new RedisIdempotencyStore(connections, "test:") {

			@Override
			public void close() {
				super.close();
				connections.destroy();
			}

		};
	}

	private static void await(BooleanSupplier condition) {
		long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
		while (!condition.getAsBoolean()) {
			assertThat(System.nanoTime()).isLessThan(deadline);
			LockSupport.parkNanos(20_000_000);
		}
	}

	private static StoreKey newKey() {
		return new StoreKey((UUID.randomUUID().toString() + UUID.randomUUID()).replace("-", ""));
	}

}
