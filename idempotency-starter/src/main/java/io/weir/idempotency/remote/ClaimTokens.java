// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.remote;

import java.time.Duration;
import java.util.UUID;
import java.util.function.Function;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.weir.idempotency.StoreKey;
import io.weir.idempotency.StoreUnavailableException;

/**
 * The tokens by which a store knows claims apart: random, and used again for a key whose
 * last claim got no answer. That claim may stand although nobody runs under it; the next
 * one of this instance recognises itself in it, instead of waiting for its lease to end.
 * Safe for use by many threads.
 */
public final class ClaimTokens {

	private final Cache<StoreKey, String> unanswered = Caffeine.newBuilder()
		.maximumSize(10_000)
		.expireAfterWrite(Duration.ofMinutes(10))
		.build();

	/**
	 * Claims with a token.
	 * @param <T> the answer's type
	 * @param key the key to claim
	 * @param claim the claim by its token
	 * @return the claim's answer
	 */
	public <T> T claim(StoreKey key, Function<String, T> claim) {
		String left = this.unanswered.asMap().remove(key);
		String token = (left != null) ? left : UUID.randomUUID().toString().replace("-", "");
		try {
			return claim.apply(token);
		}
		catch (StoreUnavailableException ex) {
			this.unanswered.put(key, token);
			throw ex;
		}
	}

}
