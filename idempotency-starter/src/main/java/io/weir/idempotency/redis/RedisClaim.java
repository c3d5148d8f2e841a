// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.redis;

import java.time.Duration;

import io.weir.idempotency.Fingerprint;
import io.weir.idempotency.RecordedResponse;
import io.weir.idempotency.UnitOfWork;
import io.weir.idempotency.remote.FencedClaim;
import io.weir.idempotency.remote.RecordCodec;

/**
 * A claim known to Redis by its token.
 */
final class RedisClaim extends FencedClaim {

	private static final byte[] ATTEMPTS_REMEMBERED = RedisIdempotencyStore
		.millis(RedisIdempotencyStore.ATTEMPTS_REMEMBERED);

	private final RedisScripts scripts;

	private final byte[] record;

	private final byte[] token;

	private final byte[] channel;

	private final CommitFence fence;

	private volatile Lease lease;

	RedisClaim(RedisScripts scripts, byte[] record, String token, int attempt, byte[] channel, CommitFence fence,
			Lease lease) {
		super(token, attempt);
		this.scripts = scripts;
		this.record = record;
		this.token = RedisIdempotencyStore.bytes(token);
		this.channel = channel;
		this.fence = fence;
		this.lease = lease;
	}

	@Override
	public UnitOfWork begin(Duration ttl) {
		return this.fence.begin(this);
	}

	@Override
	protected boolean prolong(Duration leaseFor) {
		Lease renewed = Lease.from(leaseFor);
		boolean stands = this.scripts.isChanged("renew", this.record, this.token,
				RedisIdempotencyStore.millis(leaseFor), ATTEMPTS_REMEMBERED);
		this.lease = stands ? renewed : Lease.from(Duration.ZERO);
		return stands;
	}

	/**
	 * Whether nobody else can hold the key: known without asking while the lease lasts.
	 */
	boolean stands() {
		Lease current = this.lease;
		return !current.isOver() || (!current.duration().isZero() && prolong(current.duration()));
	}

	@Override
	protected boolean record(Fingerprint fingerprint, RecordedResponse response, Duration ttl) {
		return this.scripts.isChanged("complete", this.record, this.token, RedisIdempotencyStore.millis(ttl),
				RecordCodec.encode(fingerprint), RecordCodec.encode(response), this.channel);
	}

	@Override
	protected boolean free() {
		return this.scripts.isChanged("release", this.record, this.token, ATTEMPTS_REMEMBERED, this.channel);
	}

	/**
	 * A lease, by the holder's clock. It begins when Redis is asked for it, so that it
	 * ends here before it ends there.
	 *
	 * @param fromNanos {@link System#nanoTime()} when it was asked for
	 * @param duration how long it lasts; zero when it was lost
	 */
	record Lease(long fromNanos, Duration duration) {

		static Lease from(Duration duration) {
			return new Lease(System.nanoTime(), duration);
		}

		boolean isOver() {
			return System.nanoTime() - this.fromNanos >= this.duration.toNanos();
		}

	}

}
