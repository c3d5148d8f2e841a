// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.redis;

import java.time.Duration;

import io.weir.idempotency.Fingerprint;
import io.weir.idempotency.RecordedResponse;
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

	RedisClaim(RedisScripts scripts, byte[] record, String token, int attempt, byte[] channel) {
		super(token, attempt);
		this.scripts = scripts;
		this.record = record;
		this.token = RedisIdempotencyStore.bytes(token);
		this.channel = channel;
	}

	@Override
	protected boolean prolong(Duration leaseFor) {
		return this.scripts.isChanged("renew", this.record, this.token, RedisIdempotencyStore.millis(leaseFor),
				ATTEMPTS_REMEMBERED);
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

}
