// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import io.weir.idempotency.ClaimResult.Granted;
import io.weir.idempotency.ClaimResult.Outstanding;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a store promises in addition when several instances share it: claims have a lease,
 * and one that lost its lease changes nothing.
 */
public abstract class SharedIdempotencyStoreContractTests extends IdempotencyStoreContractTests {

	private static final Duration SHORT_LEASE = Duration.ofMillis(300);

	private final StoreKey key = newKey();

	/**
	 * A store as another instance has it: its own object over the same data.
	 * @return the other store
	 */
	protected abstract IdempotencyStore otherInstance();

	@Test
	void isShared() {
		assertThat(store().isShared()).isTrue();
	}

	@Test
	void isOutstandingWhenAnotherInstanceClaimed() {
		IdempotencyClaim claim = claim(store(), this.key);
		assertThat(otherInstance().claim(this.key, FINGERPRINT, LEASE)).isInstanceOf(Outstanding.class);
		assertThat(claim.complete(FINGERPRINT, RESPONSE, TTL)).isTrue();
		IdempotencyRecord record = otherInstance().find(this.key).orElseThrow();
		assertSameResponse(record.response(), RESPONSE);
		assertThat(otherInstance().forget(this.key)).isTrue();
		assertThat(store().find(this.key)).isEmpty();
	}

	@Test
	void grantsTheNextAttemptWhenTheLeaseIsOver() {
		granted(store().claim(this.key, FINGERPRINT, SHORT_LEASE));
		IdempotencyClaim second = takeOver();
		assertThat(second.attempt()).isEqualTo(2);
		assertThat(second.release()).isTrue();
	}

	@Test
	void refusesTheFormerHolderWhenAnotherTookOver() {
		IdempotencyClaim zombie = granted(store().claim(this.key, FINGERPRINT, SHORT_LEASE));
		IdempotencyClaim second = takeOver();
		assertThat(zombie.renew(LEASE)).isFalse();
		assertThat(zombie.complete(FINGERPRINT, RESPONSE.marker(), TTL)).isFalse();
		assertThat(zombie.release()).isFalse();
		assertThat(second.complete(FINGERPRINT, RESPONSE, TTL)).isTrue();
		assertThat(zombie.complete(FINGERPRINT, RESPONSE.marker(), TTL)).isFalse();
		assertThat(zombie.release()).isFalse();
		assertSameResponse(completed(this.key).response(), RESPONSE);
	}

	@Test
	void standsWhenTheLeaseIsRenewed() {
		IdempotencyClaim claim = granted(store().claim(this.key, FINGERPRINT, SHORT_LEASE));
		StoreKey clock = newKey();
		granted(store().claim(clock, FINGERPRINT, SHORT_LEASE.multipliedBy(2)));
		assertThat(claim.renew(LEASE)).isTrue();
		await(() -> otherInstance().find(clock).isEmpty());
		assertThat(otherInstance().claim(this.key, FINGERPRINT, LEASE)).isInstanceOf(Outstanding.class);
		assertThat(claim.complete(FINGERPRINT, RESPONSE, TTL)).isTrue();
	}

	@Test
	void keepsTheRecordWhenTheLeaseOfItsRunIsOver() {
		IdempotencyClaim claim = granted(store().claim(this.key, FINGERPRINT, SHORT_LEASE));
		assertThat(claim.complete(FINGERPRINT, RESPONSE, TTL)).isTrue();
		StoreKey clock = newKey();
		granted(store().claim(clock, FINGERPRINT, SHORT_LEASE.multipliedBy(2)));
		await(() -> otherInstance().find(clock).isEmpty());
		assertSameResponse(completed(this.key).response(), RESPONSE);
	}

	@Test
	void grantsOneClaimWhenBothInstancesAskAtOnce() throws Exception {
		AtomicInteger turn = new AtomicInteger();
		AtomicInteger granted = new AtomicInteger();
		inParallel(16, () -> {
			IdempotencyStore store = (turn.getAndIncrement() % 2 == 0) ? store() : otherInstance();
			if (store.claim(this.key, FINGERPRINT, LEASE) instanceof Granted) {
				granted.incrementAndGet();
			}
		});
		assertThat(granted).hasValue(1);
	}

	private IdempotencyClaim takeOver() {
		IdempotencyClaim[] taken = new IdempotencyClaim[1];
		await(() -> {
			if (otherInstance().claim(this.key, FINGERPRINT, LEASE) instanceof Granted granted) {
				taken[0] = granted.claim();
			}
			return taken[0] != null;
		});
		return taken[0];
	}

}
