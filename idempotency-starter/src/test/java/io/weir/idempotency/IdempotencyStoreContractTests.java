// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.weir.idempotency.ClaimResult.Completed;
import io.weir.idempotency.ClaimResult.Granted;
import io.weir.idempotency.ClaimResult.Outstanding;
import io.weir.idempotency.Fingerprint.BodyDigest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The contract of {@link IdempotencyStore}, for every store to pass: extend this class
 * and return the store. Every test uses a key of its own, so the store may be shared by
 * all of them. A store that several instances share extends
 * {@link SharedIdempotencyStoreContractTests} instead.
 */
public abstract class IdempotencyStoreContractTests extends StoreContractFixture {

	private final StoreKey key = newKey();

	@Test
	void grantsTheFirstAttemptWhenTheKeyIsNew() {
		assertThat(store().find(this.key)).isEmpty();
		IdempotencyClaim claim = claim(store(), this.key);
		assertThat(claim.attempt()).isEqualTo(1);
		assertThat(claim.renew(LEASE)).isTrue();
		assertThat(claim.release()).isTrue();
	}

	@Test
	void isOutstandingWhenTheKeyIsClaimed() {
		IdempotencyClaim claim = claim(store(), this.key);
		ClaimResult second = store().claim(this.key, new Fingerprint("other", null), LEASE);
		assertThat(second).isInstanceOf(Outstanding.class);
		IdempotencyRecord record = ((Outstanding) second).record();
		assertThat(record.isCompleted()).isFalse();
		assertThat(record.response()).isNull();
		assertThat(record.completedAt()).isNull();
		assertThat(record.fingerprint()).isEqualTo(FINGERPRINT);
		assertThat(record.attempt()).isEqualTo(1);
		assertThat(record.claimedAt()).isBefore(record.expiresAt());
		assertThat(store().find(this.key).orElseThrow().claimedAt()).isEqualTo(record.claimedAt());
		claim.release();
	}

	@Test
	void returnsTheRecordWhenTheRunIsCompleted() {
		Fingerprint atFirst = new Fingerprint(sha256("head"), null);
		Fingerprint atLast = atFirst.withBody(new BodyDigest(sha256("body"), 1L << 40, false, -1));
		IdempotencyClaim claim = granted(store().claim(this.key, atFirst, LEASE));
		assertThat(claim.complete(atLast, RESPONSE, TTL)).isTrue();
		ClaimResult repeat = store().claim(this.key, atFirst, LEASE);
		assertThat(repeat).isInstanceOf(Completed.class);
		IdempotencyRecord record = ((Completed) repeat).record();
		assertThat(record.isCompleted()).isTrue();
		assertThat(record.fingerprint()).isEqualTo(atLast);
		assertThat(record.attempt()).isEqualTo(1);
		assertSameResponse(record.response(), RESPONSE);
		assertSameResponse(store().find(this.key).orElseThrow().response(), RESPONSE);
	}

	@Test
	void countsTheTimeToLiveFromCompletion() {
		claim(store(), this.key).complete(FINGERPRINT, RESPONSE, TTL);
		IdempotencyRecord record = store().find(this.key).orElseThrow();
		Instant completedAt = record.completedAt();
		assertThat(completedAt).isNotNull().isAfterOrEqualTo(record.claimedAt());
		assertThat(Duration.between(completedAt, record.expiresAt())).isCloseTo(TTL, Duration.ofSeconds(1));
	}

	@Test
	void keepsEveryByteWhenTheBodyIsBinaryAndLarge() {
		byte[] body = new byte[1 << 20];
		for (int i = 0; i < body.length; i++) {
			body[i] = (byte) (i ^ (i >> 8));
		}
		RecordedResponse response = new RecordedResponse(200, Map.of(), body);
		claim(store(), this.key).complete(FINGERPRINT, response, TTL);
		assertSameResponse(completed(this.key).response(), response);
	}

	@Test
	void keepsHeadersInOrderWhenTheyAreManyAndStrange() {
		Map<String, List<String>> headers = new LinkedHashMap<>();
		headers.put("X-Last", List.of("first"));
		headers.put("Link", List.of("</a>; rel=\"next\"", "</b>; rel=\"prev\", </c>"));
		headers.put("x-empty", List.of(""));
		headers.put("Content-Disposition", List.of("attachment; filename=\"\u00e9\u2603\ud83d\ude00.txt\"\\'"));
		headers.put("A-Header", List.of("a".repeat(8000)));
		RecordedResponse response = new RecordedResponse(303, headers, new byte[0]);
		claim(store(), this.key).complete(FINGERPRINT, response, TTL);
		RecordedResponse recorded = completed(this.key).response();
		assertSameResponse(recorded, response);
		assertThat(recorded.headers().keySet()).containsExactlyElementsOf(headers.keySet());
	}

	@Test
	void tellsAnEmptyBodyFromNone() {
		StoreKey other = newKey();
		claim(store(), this.key).complete(FINGERPRINT, new RecordedResponse(204, Map.of(), new byte[0]), TTL);
		claim(store(), other).complete(FINGERPRINT, RESPONSE.marker(), TTL);
		assertThat(completed(this.key).response().body()).isEmpty();
		RecordedResponse marker = completed(other).response();
		assertThat(marker.isReplayable()).isFalse();
		assertThat(marker.status()).isEqualTo(201);
	}

	@Test
	void keepsFingerprintsThatAreNoDigests() {
		Fingerprint fingerprint = new Fingerprint("Zz9-\u00e9".repeat(25), new BodyDigest("", 0, true, 0));
		granted(store().claim(this.key, fingerprint, LEASE)).complete(fingerprint, RESPONSE, TTL);
		assertThat(completed(this.key).fingerprint()).isEqualTo(fingerprint);
	}

	@Test
	void tellsKeysApartWhenTheyDifferInOneDigit() {
		String digits = this.key.value();
		StoreKey other = new StoreKey(digits.substring(0, 63) + ((digits.charAt(63) == '0') ? '1' : '0'));
		IdempotencyClaim first = claim(store(), this.key);
		IdempotencyClaim second = claim(store(), other);
		assertThat(first.complete(FINGERPRINT, RESPONSE, TTL)).isTrue();
		assertThat(store().find(other).orElseThrow().isCompleted()).isFalse();
		assertThat(second.release()).isTrue();
		assertThat(store().find(this.key)).isPresent();
	}

	@Test
	void freesTheKeyWhenTheClaimIsReleased() {
		assertThat(claim(store(), this.key).release()).isTrue();
		assertThat(store().find(this.key)).isEmpty();
		IdempotencyClaim second = claim(store(), this.key);
		assertThat(second.attempt()).isBetween(1, 2);
		assertThat(second.complete(FINGERPRINT, RESPONSE, TTL)).isTrue();
		assertThat(completed(this.key).attempt()).isEqualTo(second.attempt());
	}

	@Test
	void changesNothingWhenTheClaimWasReleasedBefore() {
		IdempotencyClaim claim = claim(store(), this.key);
		claim.release();
		assertThat(claim.release()).isFalse();
		assertThat(claim.renew(LEASE)).isFalse();
		assertThat(claim.complete(FINGERPRINT, RESPONSE, TTL)).isFalse();
		assertThat(store().find(this.key)).isEmpty();
		IdempotencyClaim second = claim(store(), this.key);
		assertThat(claim.release()).isFalse();
		assertThat(claim.complete(FINGERPRINT, RESPONSE, TTL)).isFalse();
		assertThat(second.renew(LEASE)).isTrue();
		second.release();
	}

	@Test
	void changesNothingWhenTheClaimWasCompletedBefore() {
		IdempotencyClaim claim = claim(store(), this.key);
		claim.complete(FINGERPRINT, RESPONSE, TTL);
		RecordedResponse other = new RecordedResponse(500, Map.of(), new byte[0]);
		assertThat(claim.complete(FINGERPRINT, other, TTL)).isFalse();
		assertThat(claim.release()).isFalse();
		assertThat(claim.renew(LEASE)).isFalse();
		assertSameResponse(completed(this.key).response(), RESPONSE);
	}

	@Test
	void recordsOnceWhenTheUnitOfWorkIsUsed() {
		IdempotencyClaim claim = claim(store(), this.key);
		UnitOfWork work = claim.begin(TTL);
		boolean held = work.holdsResponse();
		if (held) {
			assertThat(work.complete(FINGERPRINT, RESPONSE, TTL)).isTrue();
		}
		work.close(null);
		assertThat(claim.complete(FINGERPRINT, RESPONSE, TTL)).isEqualTo(!held);
		assertSameResponse(completed(this.key).response(), RESPONSE);
	}

	@Test
	void forgetsCompletedRecordsOnly() {
		assertThat(store().forget(this.key)).isFalse();
		IdempotencyClaim claim = claim(store(), this.key);
		assertThat(store().forget(this.key)).isFalse();
		assertThat(claim.complete(FINGERPRINT, RESPONSE, TTL)).isTrue();
		assertThat(store().forget(this.key)).isTrue();
		assertThat(store().forget(this.key)).isFalse();
		assertThat(store().find(this.key)).isEmpty();
		assertThat(claim(store(), this.key).release()).isTrue();
	}

	@Test
	void forgetsARecordWhenItsTimeToLiveIsOver() {
		claim(store(), this.key).complete(FINGERPRINT, RESPONSE, Duration.ofMillis(300));
		await(() -> store().find(this.key).isEmpty());
		IdempotencyClaim second = claim(store(), this.key);
		assertThat(second.complete(FINGERPRINT, RESPONSE, TTL)).isTrue();
		assertThat(completed(this.key).isCompleted()).isTrue();
	}

	@Test
	void grantsOneClaimWhenManyAskAtOnce() throws Exception {
		AtomicInteger granted = new AtomicInteger();
		inParallel(32, () -> {
			if (store().claim(this.key, FINGERPRINT, LEASE) instanceof Granted) {
				granted.incrementAndGet();
			}
		});
		assertThat(granted).hasValue(1);
	}

	@Test
	void hasOneHolderAtATimeWhenManyClaimAndRelease() throws Exception {
		AtomicInteger holders = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		inParallel(8, () -> {
			for (int i = 0; i < 25; i++) {
				if (store().claim(this.key, FINGERPRINT, LEASE) instanceof Granted granted) {
					most.accumulateAndGet(holders.incrementAndGet(), Math::max);
					holders.decrementAndGet();
					assertThat(granted.claim().release()).isTrue();
				}
			}
		});
		assertThat(most).hasValue(1);
		assertThat(store().find(this.key)).isEmpty();
	}

	@Test
	void completesOnceWhenManyThreadsEndTheSameClaim() throws Exception {
		IdempotencyClaim claim = claim(store(), this.key);
		AtomicInteger ended = new AtomicInteger();
		inParallel(8, () -> {
			if (claim.complete(FINGERPRINT, RESPONSE, TTL)) {
				ended.incrementAndGet();
			}
		});
		assertThat(ended).hasValue(1);
		assertSameResponse(completed(this.key).response(), RESPONSE);
	}

}
