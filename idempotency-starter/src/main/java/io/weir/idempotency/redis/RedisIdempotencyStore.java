// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.transaction.TransactionExecutionListener;

import io.weir.idempotency.ClaimResult;
import io.weir.idempotency.Fingerprint;
import io.weir.idempotency.IdempotencyRecord;
import io.weir.idempotency.IdempotencyStore;
import io.weir.idempotency.StoreKey;
import io.weir.idempotency.remote.CircuitBreaker;
import io.weir.idempotency.remote.ClaimTokens;
import io.weir.idempotency.remote.RecordCodec;

/**
 * Keeps each record in one Redis hash, so that it works on a cluster, and changes it by
 * scripts that compare the claim's token and take the server's time. A claim, a
 * completion and a replay are one round trip each. Redis replicates asynchronously: a
 * fail-over may forget the newest claims and records.
 * <p>
 * The connection factory decides how long a call may take; the auto-configuration hands
 * in one of its own, with short time limits. Needs Redis 5 or newer.
 */
public class RedisIdempotencyStore implements IdempotencyStore, AutoCloseable {

	/**
	 * How long the number of attempts outlives a released key or a dead holder's lease.
	 */
	static final Duration ATTEMPTS_REMEMBERED = Duration.ofHours(1);

	private static final Log logger = LogFactory.getLog(RedisIdempotencyStore.class);

	private final RedisConnectionFactory connections;

	private final String keyPrefix;

	private final RedisScripts scripts;

	private final CompletionChannel channel;

	private final ClaimTokens tokens = new ClaimTokens();

	private final CommitFence fence = new CommitFence();

	/**
	 * Creates a store.
	 * @param connections where the connections come from; not closed by the store
	 * @param keyPrefix what the names of all keys start with
	 */
	public RedisIdempotencyStore(RedisConnectionFactory connections, String keyPrefix) {
		this.connections = connections;
		this.keyPrefix = keyPrefix;
		this.scripts = new RedisScripts(connections, new CircuitBreaker("Redis", Duration.ofSeconds(1)));
		this.channel = new CompletionChannel(connections, keyPrefix);
	}

	@Override
	public ClaimResult claim(StoreKey key, Fingerprint fingerprint, Duration leaseFor) {
		return this.tokens.claim(key, (token) -> claim(key, fingerprint, leaseFor, token));
	}

	private ClaimResult claim(StoreKey key, Fingerprint fingerprint, Duration leaseFor, String token) {
		RedisClaim.Lease lease = RedisClaim.Lease.from(leaseFor);
		List<byte @Nullable []> fields = this.scripts.fields("claim", name(key), bytes(token), millis(leaseFor),
				millis(ATTEMPTS_REMEMBERED), RecordCodec.encode(fingerprint));
		StoredRecord stored = StoredRecord.of(fields);
		if (stored.isCompleted()) {
			return new ClaimResult.Completed(stored.record());
		}
		if (!stored.token().equals(token)) {
			return new ClaimResult.Outstanding(stored.record());
		}
		return new ClaimResult.Granted(new RedisClaim(this.scripts, name(key), token, stored.record().attempt(),
				this.channel.name(), this.fence, lease));
	}

	@Override
	public Optional<IdempotencyRecord> find(StoreKey key) {
		List<byte @Nullable []> fields = this.scripts.fields("find", name(key));
		return fields.isEmpty() ? Optional.empty() : Optional.of(StoredRecord.of(fields).record());
	}

	@Override
	public boolean forget(StoreKey key) {
		return this.scripts.isChanged("forget", name(key));
	}

	@Override
	public boolean isShared() {
		return true;
	}

	@Override
	public Watch watch(StoreKey key, Runnable changed) {
		String name = this.keyPrefix + key;
		this.channel.add(name, changed);
		return () -> this.channel.remove(name, changed);
	}

	/**
	 * What the handlers' transaction managers should tell this store: each transaction,
	 * before it commits. Then one that stood still beyond its lease is rolled back.
	 * @return the listener, to be added to every transaction manager
	 */
	public TransactionExecutionListener transactionListener() {
		return this.fence;
	}

	/**
	 * Warns of a server that may drop claims before their time when memory is short.
	 * Silent when the server does not answer or does not tell.
	 */
	public void checkEvictionPolicy() {
		try (RedisConnection connection = this.connections.getConnection()) {
			Properties memory = connection.serverCommands().info("memory");
			String policy = Objects.requireNonNullElseGet(memory, Properties::new).getProperty("maxmemory_policy");
			if (policy != null && !policy.equals("noeviction")) {
				logger.warn("Redis may drop idempotency records when its memory is short, and then a repeated "
						+ "request runs again: maxmemory-policy is '" + policy + "', should be 'noeviction'");
			}
		}
		catch (DataAccessException ex) {
			logger.warn("Redis does not answer: requests with a key are treated by weir.idempotency.store-failure", ex);
		}
	}

	@Override
	public void close() {
		this.channel.close();
	}

	private byte[] name(StoreKey key) {
		return bytes(this.keyPrefix + key);
	}

	static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	// PX 0 is an error in Redis (and would mean at once).
	static byte[] millis(Duration duration) {
		return bytes(Long.toString(Math.max(1, duration.toMillis())));
	}

}
