// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.memory;

import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Scheduler;
import com.github.benmanes.caffeine.cache.Ticker;
import io.weir.idempotency.ClaimResult;
import io.weir.idempotency.Fingerprint;
import io.weir.idempotency.IdempotencyRecord;
import io.weir.idempotency.IdempotencyStore;
import io.weir.idempotency.StoreFullException;
import io.weir.idempotency.StoreKey;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Keeps records in the heap, bounded in bytes as the heap counts them. When there is no
 * room, the oldest answers go first and their markers stay, so that a key is protected
 * for longer than its answer can be replayed. Markers go last, oldest first, or new keys
 * are refused. A running request is never evicted. Records expire after their time to
 * live, also without traffic.
 * <p>
 * Nothing survives a restart.
 */
public final class CaffeineIdempotencyStore implements IdempotencyStore {

	private static final Log logger = LogFactory.getLog(CaffeineIdempotencyStore.class);

	private static final int REMEMBERED_ATTEMPTS = 4096;

	private static final Duration REMEMBER_ATTEMPTS_FOR = Duration.ofHours(1);

	private final Cache<MemoryKey, MemorySlot> cache;

	private final ConcurrentMap<MemoryKey, MemorySlot> slots;

	private final Cache<MemoryKey, Integer> attempts;

	private final MemoryLedger ledger;

	private final WhenFull whenFull;

	private final InstantSource clock;

	private final AtomicBoolean told = new AtomicBoolean();

	/**
	 * Creates an empty store.
	 * @param maxBytes how much heap claims and records may take together; an answer is
	 * dropped when it does not fit
	 * @param whenFull what happens when not even markers have room
	 */
	public CaffeineIdempotencyStore(long maxBytes, WhenFull whenFull) {
		this(maxBytes, whenFull, Clock.systemUTC(), Ticker.systemTicker(), Scheduler.systemScheduler());
	}

	CaffeineIdempotencyStore(long maxBytes, WhenFull whenFull, InstantSource clock, Ticker ticker,
			Scheduler scheduler) {
		this.whenFull = whenFull;
		this.clock = clock;
		this.ledger = new MemoryLedger(maxBytes);
		this.cache = Caffeine.newBuilder()
			.expireAfter(new TimeToLive())
			.evictionListener(this::expired)
			.executor(Runnable::run)
			.ticker(ticker)
			.scheduler(SparingScheduler.of(scheduler))
			.build();
		this.slots = this.cache.asMap();
		this.attempts = Caffeine.newBuilder()
			.maximumSize(REMEMBERED_ATTEMPTS)
			.expireAfterWrite(REMEMBER_ATTEMPTS_FOR)
			.executor(Runnable::run)
			.ticker(ticker)
			.build();
	}

	@Override
	public ClaimResult claim(StoreKey key, Fingerprint fingerprint, Duration leaseFor) {
		MemoryKey memoryKey = MemoryKey.of(key);
		MemorySlot standing = this.cache.getIfPresent(memoryKey);
		if (standing != null) {
			return standing.standing();
		}
		Integer before = this.attempts.getIfPresent(memoryKey);
		MemoryClaim claim = new MemoryClaim(this, memoryKey, fingerprint, (before != null) ? before + 1 : 1, now());
		makeRoom(claim.bytes());
		standing = this.slots.putIfAbsent(memoryKey, claim);
		if (standing != null) {
			this.ledger.cancel(claim.bytes());
			return standing.standing();
		}
		return new ClaimResult.Granted(claim);
	}

	@Override
	public Optional<IdempotencyRecord> find(StoreKey key) {
		return Optional.ofNullable(this.cache.getIfPresent(MemoryKey.of(key))).map(MemorySlot::describe);
	}

	@Override
	public boolean forget(StoreKey key) {
		MemoryKey memoryKey = MemoryKey.of(key);
		MemorySlot slot = this.cache.getIfPresent(memoryKey);
		if (slot instanceof MemoryRecord record && this.slots.remove(memoryKey, record)) {
			this.ledger.remove(record);
			return true;
		}
		return false;
	}

	/**
	 * Completed records, those without an answer included.
	 * @return the number of records
	 */
	public long records() {
		return this.ledger.records();
	}

	/**
	 * What claims and records take of the heap.
	 * @return the size in bytes, never over the maximum but for what running requests
	 * take
	 */
	public long sizeBytes() {
		return this.ledger.bytes();
	}

	/**
	 * Answers that were dropped for want of room, so that a repeat cannot be answered.
	 * @return how many since the start
	 */
	public long evictedBodies() {
		return this.ledger.evictedResponses();
	}

	/**
	 * Records that were dropped for want of room, so that a repeat would run again.
	 * @return how many since the start
	 */
	public long evictedMarkers() {
		return this.ledger.evictedMarkers();
	}

	/** Removes what has expired, as the scheduler would. */
	void expireNow() {
		this.cache.cleanUp();
	}

	boolean stands(MemoryClaim claim) {
		return this.slots.get(claim.key) == claim;
	}

	long now() {
		return this.clock.millis();
	}

	boolean complete(MemoryClaim claim, MemoryRecord record) {
		if (!this.slots.replace(claim.key, claim, record)) {
			return false;
		}
		this.ledger.add(record, claim.bytes());
		if (claim.attempt() > 1) {
			this.attempts.invalidate(claim.key);
		}
		return true;
	}

	boolean release(MemoryClaim claim) {
		if (!this.slots.remove(claim.key, claim)) {
			return false;
		}
		this.ledger.cancel(claim.bytes());
		this.attempts.put(claim.key, claim.attempt());
		return true;
	}

	private void makeRoom(int bytes) {
		while (!this.ledger.reserve(bytes)) {
			MemoryRecord victim = (this.whenFull == WhenFull.EVICT) ? this.ledger.evictOldest() : null;
			tellThatFull();
			if (victim == null) {
				throw new StoreFullException("The memory store is full of markers and running requests");
			}
			this.slots.remove(victim.key, victim);
		}
	}

	private void tellThatFull() {
		if (this.told.compareAndSet(false, true)) {
			logger.warn("The idempotency records have outgrown their memory: "
					+ ((this.whenFull == WhenFull.EVICT) ? "the oldest keys are forgotten before their time"
							: "new keys are refused")
					+ ". Consider a larger 'weir.idempotency.memory.max-size' or a shorter 'weir.idempotency.ttl'."
					+ " This is told once.");
		}
	}

	private void expired(@Nullable MemoryKey key, @Nullable MemorySlot slot, RemovalCause cause) {
		if (slot instanceof MemoryRecord record) {
			this.ledger.remove(record);
		}
	}

	/** Of a record from its completion; a claim ends with its request. */
	private static final class TimeToLive implements Expiry<MemoryKey, MemorySlot> {

		@Override
		public long expireAfterCreate(MemoryKey key, MemorySlot slot, long now) {
			return (slot instanceof MemoryRecord record) ? record.ttlNanos() : Long.MAX_VALUE;
		}

		@Override
		public long expireAfterUpdate(MemoryKey key, MemorySlot slot, long now, long left) {
			return expireAfterCreate(key, slot, now);
		}

		@Override
		public long expireAfterRead(MemoryKey key, MemorySlot slot, long now, long left) {
			return left;
		}

	}

}
