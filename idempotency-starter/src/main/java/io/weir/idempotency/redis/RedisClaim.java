// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.redis;

import java.time.Duration;

import io.weir.idempotency.Fingerprint;
import io.weir.idempotency.IdempotencyClaim;
import io.weir.idempotency.RecordedResponse;
import io.weir.idempotency.remote.RecordCodec;

/**
 * A claim known to Redis by its token.
 */
// The key's and the channel's bytes are written nowhere.
@SuppressWarnings("ArrayRecordComponent")
record RedisClaim(RedisScripts scripts, byte[] key, String token, int attempt,
		byte[] channel) implements IdempotencyClaim {

	@Override
	public boolean renew(Duration leaseFor) {
		return this.scripts.isChanged("renew", this.key, RedisIdempotencyStore.bytes(this.token),
				RedisIdempotencyStore.millis(leaseFor),
				RedisIdempotencyStore.millis(RedisIdempotencyStore.ATTEMPTS_REMEMBERED));
	}

	@Override
	public boolean complete(Fingerprint fingerprint, RecordedResponse response, Duration ttl) {
		return this.scripts.isChanged("complete", this.key, RedisIdempotencyStore.bytes(this.token),
				RedisIdempotencyStore.millis(ttl), RecordCodec.encode(fingerprint), RecordCodec.encode(response),
				this.channel);
	}

	@Override
	public boolean release() {
		return this.scripts.isChanged("release", this.key, RedisIdempotencyStore.bytes(this.token),
				RedisIdempotencyStore.millis(RedisIdempotencyStore.ATTEMPTS_REMEMBERED), this.channel);
	}

}
