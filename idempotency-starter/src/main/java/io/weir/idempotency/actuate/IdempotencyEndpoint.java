// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.actuate;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;

import io.weir.idempotency.IdempotencyRecord;
import io.weir.idempotency.IdempotencyScope;
import io.weir.idempotency.IdempotencyStore;
import io.weir.idempotency.RecordedResponse;
import io.weir.idempotency.StoreKey;
import io.weir.idempotency.fingerprint.Sha256;
import io.weir.idempotency.fingerprint.StoreKeys;
import io.weir.idempotency.lock.LockTable;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;

/**
 * The endpoint {@code idempotency}: the published policy and what goes on; a look at one
 * key, never at its answer; forgetting one.
 */
@WebEndpoint(id = "idempotency")
public class IdempotencyEndpoint {

	private final Policy policy;

	private final OutcomeCounts counts;

	private final LockTable<?, ?> locks;

	private final IntSupplier waiting;

	private final IdempotencyStore store;

	/**
	 * Creates the endpoint.
	 * @param policy the policy to publish
	 * @param counts counts outcomes
	 * @param locks the lock table
	 * @param waiting how many requests are suspended
	 * @param store the store
	 */
	public IdempotencyEndpoint(Policy policy, OutcomeCounts counts, LockTable<?, ?> locks, IntSupplier waiting,
			IdempotencyStore store) {
		this.policy = policy;
		this.counts = counts;
		this.locks = locks;
		this.waiting = waiting;
		this.store = store;
	}

	/**
	 * What goes on.
	 * @return policy and numbers
	 */
	@ReadOperation
	public Overview overview() {
		return new Overview(this.policy, this.counts.counts(), this.locks.entries(), this.locks.held(),
				this.waiting.getAsInt());
	}

	/**
	 * Looks a key up.
	 * @param key the key, without quotes, in pieces if it has slashes
	 * @param principal the principal's name, or {@code null} for none
	 * @param tenant the tenant, or {@code null} for none
	 * @return the key's state, or {@code null} (404) when the store does not know it
	 */
	@ReadOperation
	public @Nullable KeyState find(@Selector(match = Selector.Match.ALL_REMAINING) String[] key,
			@Nullable String principal, @Nullable String tenant) {
		return this.store.find(name(key, principal, tenant)).map(KeyState::of).orElse(null);
	}

	/**
	 * Forgets a completed record.
	 * @param key the key, without quotes, in pieces if it has slashes
	 * @param principal the principal's name, or {@code null} for none
	 * @param tenant the tenant, or {@code null} for none
	 * @return 204 when it was forgotten, 404 when there is none, 409 when its request
	 * still runs
	 */
	@DeleteOperation
	public WebEndpointResponse<Void> forget(@Selector(match = Selector.Match.ALL_REMAINING) String[] key,
			@Nullable String principal, @Nullable String tenant) {
		StoreKey name = name(key, principal, tenant);
		if (this.store.forget(name)) {
			return new WebEndpointResponse<>(WebEndpointResponse.STATUS_NO_CONTENT);
		}
		return new WebEndpointResponse<>(
				this.store.find(name).isPresent() ? 409 : WebEndpointResponse.STATUS_NOT_FOUND);
	}

	private static StoreKey name(String[] key, @Nullable String principal, @Nullable String tenant) {
		return StoreKeys.name(new Sha256(), new IdempotencyScope(tenant, principal), String.join("/", key));
	}

	/**
	 * The published policy: what a client has to know.
	 *
	 * @param header name of the header that carries the key
	 * @param syntax how a key may be written
	 * @param methods methods of which keys are honoured
	 * @param ttl how long an answer is kept (ISO 8601)
	 * @param required whether a key must be sent
	 * @param store where records are kept
	 */
	public record Policy(String header, String syntax, Set<String> methods, String ttl, boolean required,
			String store) {
	}

	/**
	 * Policy and numbers.
	 *
	 * @param policy the published policy
	 * @param counts requests by outcome since the start
	 * @param locks entries in the lock table
	 * @param locksHeld locks that are held
	 * @param waiting requests that are suspended
	 */
	public record Overview(Policy policy, Map<String, Long> counts, long locks, int locksHeld, int waiting) {
	}

	/**
	 * What is known of a key.
	 *
	 * @param state outstanding or completed
	 * @param attempt number of the last run
	 * @param claimedAt when it was claimed
	 * @param completedAt when it was completed
	 * @param expiresAt when the record or the claim ends, unless only its holder ends it
	 * @param status the answer's status code
	 * @param replayable whether the answer can be replayed
	 */
	public record KeyState(String state, int attempt, Instant claimedAt, @Nullable Instant completedAt,
			@Nullable Instant expiresAt, @Nullable Integer status, @Nullable Boolean replayable) {

		static KeyState of(IdempotencyRecord record) {
			RecordedResponse response = record.response();
			return new KeyState(record.isCompleted() ? "completed" : "outstanding", record.attempt(),
					record.claimedAt(), record.completedAt(),
					record.expiresAt().equals(Instant.MAX) ? null : record.expiresAt(),
					(response != null) ? response.status() : null, (response != null) ? response.isReplayable() : null);
		}

	}

}
