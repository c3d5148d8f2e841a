// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.remote;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

import io.weir.idempotency.Fingerprint;
import io.weir.idempotency.IdempotencyClaim;
import io.weir.idempotency.RecordedResponse;
import io.weir.idempotency.StoreUnavailableException;

/**
 * A claim that its store knows by a token. The store may be asked again to end it, after
 * a lost answer, and must say the same again; this class sees to it that it is ended once
 * here.
 */
public abstract class FencedClaim implements IdempotencyClaim {

	private final String token;

	private final int attempt;

	private final AtomicBoolean ended = new AtomicBoolean();

	protected FencedClaim(String token, int attempt) {
		this.token = token;
		this.attempt = attempt;
	}

	@Override
	public final int attempt() {
		return this.attempt;
	}

	/**
	 * The token.
	 * @return 32 hexadecimal digits
	 */
	public final String token() {
		return this.token;
	}

	@Override
	public final boolean renew(Duration leaseFor) {
		return !this.ended.get() && prolong(leaseFor);
	}

	@Override
	public final boolean complete(Fingerprint fingerprint, RecordedResponse response, Duration ttl) {
		return endOnce(() -> record(fingerprint, response, ttl));
	}

	@Override
	public final boolean release() {
		return endOnce(this::free);
	}

	/**
	 * Ends the claim, unless it was ended before. It is not ended while the store does
	 * not answer.
	 * @param end ends the claim in the store, and says whether it stood
	 * @return whether it stood
	 */
	protected final boolean endOnce(BooleanSupplier end) {
		if (!this.ended.compareAndSet(false, true)) {
			return false;
		}
		try {
			return end.getAsBoolean();
		}
		catch (StoreUnavailableException ex) {
			this.ended.set(false);
			throw ex;
		}
	}

	/**
	 * Prolongs the lease in the store.
	 * @param leaseFor how long from now
	 * @return whether the claim stands
	 */
	protected abstract boolean prolong(Duration leaseFor);

	/**
	 * Records the outcome in the store; {@code true} again when it did so before.
	 * @param fingerprint the whole fingerprint
	 * @param response the answer
	 * @param ttl how long from now it is kept
	 * @return whether the claim stood
	 */
	protected abstract boolean record(Fingerprint fingerprint, RecordedResponse response, Duration ttl);

	/**
	 * Frees the key in the store; {@code true} again when it did so before.
	 * @return whether the claim stood
	 */
	protected abstract boolean free();

}
