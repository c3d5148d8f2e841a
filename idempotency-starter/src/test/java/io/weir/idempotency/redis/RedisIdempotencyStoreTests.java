// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.redis;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.weir.idempotency.CapturedLog;
import io.weir.idempotency.ClaimResult;
import io.weir.idempotency.Fingerprint;
import io.weir.idempotency.IdempotencyClaim;
import io.weir.idempotency.IdempotencyStore;
import io.weir.idempotency.RecordedResponse;
import io.weir.idempotency.StoreFullException;
import io.weir.idempotency.StoreKey;
import io.weir.idempotency.StoreUnavailableException;
import io.weir.idempotency.engine.RedisEngine;
import io.weir.idempotency.engine.TcpProxy;
import org.junit.jupiter.api.Test;

import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * What the store does when Redis restarts, is full, drops replies, or tells of changes.
 */
class RedisIdempotencyStoreTests {

	private static final Fingerprint FINGERPRINT = new Fingerprint("head", null);

	private static final Duration LEASE = Duration.ofSeconds(30);

	private static final RecordedResponse ANSWER = new RecordedResponse(201, Map.of(), new byte[] { 1 });

	private final StoreKey key = newKey();

	@Test
	void sendsTheScriptsAgainWhenTheServerForgotThem() {
		withStore(RedisEngine.shared().port(), (store, connections) -> {
			IdempotencyClaim claim = granted(store.claim(this.key, FINGERPRINT, LEASE));
			try (RedisConnection connection = connections.getConnection()) {
				connection.scriptingCommands().scriptFlush();
			}
			assertThat(claim.complete(FINGERPRINT, ANSWER, LEASE)).isTrue();
			assertThat(store.find(this.key)).isPresent();
		});
	}

	@Test
	void recognisesItsOwnClaimWhenTheReplyWasLost() {
		try (TcpProxy proxy = new TcpProxy(RedisEngine.shared().port())) {
			withStore(proxy.port(), (store, connections) -> {
				store.find(this.key);
				proxy.swallowAnswers();
				assertThatExceptionOfType(StoreUnavailableException.class)
					.isThrownBy(() -> store.claim(this.key, FINGERPRINT, LEASE));
				proxy.pass();
				connections.resetConnection();
				assertThat(granted(store.claim(this.key, FINGERPRINT, LEASE)).attempt()).isEqualTo(1);
			});
			withStore(proxy.port(), (store, connections) -> assertThat(store.claim(this.key, FINGERPRINT, LEASE))
				.isInstanceOf(ClaimResult.Outstanding.class));
		}
	}

	@Test
	void tellsWhoWatchesWhenTheKeyIsCompletedElsewhere() {
		withStore(RedisEngine.shared().port(), (store, connections) -> {
			IdempotencyClaim claim = granted(store.claim(this.key, FINGERPRINT, LEASE));
			CountDownLatch told = new CountDownLatch(1);
			try (IdempotencyStore.Watch watch = store.watch(this.key, told::countDown)) {
				claim.complete(FINGERPRINT, ANSWER, LEASE);
				assertThat(told.await(5, TimeUnit.SECONDS)).isTrue();
			}
		});
	}

	@Test
	void leavesNoKeyBehindWhenTheTimeToLiveIsOver() {
		withStore(RedisEngine.shared().port(), (store, connections) -> {
			granted(store.claim(this.key, FINGERPRINT, LEASE)).complete(FINGERPRINT, ANSWER, Duration.ZERO);
			byte[] name = ("test:" + this.key).getBytes();
			long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
			try (RedisConnection connection = connections.getConnection()) {
				while (Boolean.TRUE.equals(connection.keyCommands().exists(name))) {
					assertThat(System.nanoTime()).isLessThan(deadline);
				}
			}
		});
	}

	@Test
	void isFullWhenRedisHasNoMemoryLeft() {
		RecordedResponse large = new RecordedResponse(201, Map.of(), new byte[200_000]);
		try (RedisEngine engine = RedisEngine.start("--maxmemory", "4mb", "--maxmemory-policy", "noeviction")) {
			withStore(engine.port(),
					(store, connections) -> assertThatExceptionOfType(StoreFullException.class).isThrownBy(() -> {
						for (int i = 0; i < 100; i++) {
							granted(store.claim(newKey(), FINGERPRINT, LEASE)).complete(FINGERPRINT, large, LEASE);
						}
					}));
		}
	}

	@Test
	void warnsWhenRedisMayDropClaims() {
		try (CapturedLog log = new CapturedLog()) {
			try (RedisEngine engine = RedisEngine.start("--maxmemory", "64mb", "--maxmemory-policy", "allkeys-lru")) {
				withStore(engine.port(), (store, connections) -> store.checkEvictionPolicy());
			}
			assertThat(log.messages()).anySatisfy((message) -> assertThat(message)
				.contains("maxmemory-policy is 'allkeys-lru', should be 'noeviction'"));
		}
	}

	@Test
	void runsAgainWhenRedisLostItsDataInARestart() {
		try (RedisEngine engine = RedisEngine.start()) {
			withStore(engine.port(), (store, connections) -> {
				granted(store.claim(this.key, FINGERPRINT, LEASE)).complete(FINGERPRINT, ANSWER, LEASE);
				engine.process().signal("KILL");
				assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> store.find(this.key));
				engine.restart();
				ClaimResult result = await().atMost(Duration.ofSeconds(10))
					.ignoreExceptionsInstanceOf(StoreUnavailableException.class)
					.until(() -> store.claim(this.key, FINGERPRINT, LEASE), Objects::nonNull);
				assertThat(result).isInstanceOf(ClaimResult.Granted.class);
			});
		}
	}

	private static StoreKey newKey() {
		return new StoreKey((UUID.randomUUID().toString() + UUID.randomUUID()).replace("-", ""));
	}

	private static void withStore(int port, Use use) {
		LettuceConnectionFactory connections = RedisIdempotencyStoreContractTests.connections(port,
				Duration.ofMillis(500));
		try (RedisIdempotencyStore store = new RedisIdempotencyStore(connections, "test:")) {
			use.of(store, connections);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
		finally {
			connections.destroy();
		}
	}

	private static IdempotencyClaim granted(ClaimResult result) {
		assertThat(result).isInstanceOf(ClaimResult.Granted.class);
		return ((ClaimResult.Granted) result).claim();
	}

	@FunctionalInterface
	private interface Use {

		void of(RedisIdempotencyStore store, LettuceConnectionFactory connections) throws InterruptedException;

	}

}
