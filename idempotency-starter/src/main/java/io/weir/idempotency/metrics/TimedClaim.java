// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.metrics;

import java.time.Duration;

import io.weir.idempotency.Fingerprint;
import io.weir.idempotency.IdempotencyClaim;
import io.weir.idempotency.RecordedResponse;
import io.weir.idempotency.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * A claim whose questions to its store are timed.
 *
 * @param claim the store's claim
 * @param store times them
 */
record TimedClaim(IdempotencyClaim claim, TimedIdempotencyStore store) implements IdempotencyClaim {

	@Override
	public int attempt() {
		return this.claim.attempt();
	}

	@Override
	public boolean renew(Duration leaseFor) {
		return this.store.timed("renew", () -> this.claim.renew(leaseFor), TimedClaim::name);
	}

	@Override
	public boolean complete(Fingerprint fingerprint, RecordedResponse response, Duration ttl) {
		return this.store.timed("complete", () -> this.claim.complete(fingerprint, response, ttl), TimedClaim::name);
	}

	@Override
	public boolean release() {
		return this.store.timed("release", this.claim::release, TimedClaim::name);
	}

	@Override
	public UnitOfWork begin(Duration ttl) {
		UnitOfWork unitOfWork = this.claim.begin(ttl);
		return unitOfWork.holdsResponse() ? new TimedUnitOfWork(unitOfWork, this.store) : unitOfWork;
	}

	private static String name(boolean stood) {
		return stood ? "done" : "lost";
	}

	/**
	 * A unit of work whose completion is timed.
	 *
	 * @param unitOfWork the store's
	 * @param store times it
	 */
	private record TimedUnitOfWork(UnitOfWork unitOfWork, TimedIdempotencyStore store) implements UnitOfWork {

		@Override
		public boolean holdsResponse() {
			return true;
		}

		@Override
		public boolean complete(Fingerprint fingerprint, RecordedResponse response, Duration ttl) {
			return this.store.timed("complete", () -> this.unitOfWork.complete(fingerprint, response, ttl),
					TimedClaim::name);
		}

		@Override
		public void close(@Nullable Throwable failure) {
			this.unitOfWork.close(failure);
		}

	}

}
