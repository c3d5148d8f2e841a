// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.lock;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Policy.VarExpiration;
import com.github.benmanes.caffeine.cache.Scheduler;
import com.github.benmanes.caffeine.cache.Ticker;
import io.weir.idempotency.StoreKey;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a lock table in Caffeine, and how one is made to stay while it is
 * referred to and to go when it is not.
 */
final class LockEntries<A, O> {

	/**
	 * Idle entries beyond this many are removed at once instead of after their time: a
	 * flood of keys costs no memory.
	 */
	static final int MAX_IDLE = 8192;

	private final Cache<StoreKey, LockEntry<A, O>> cache;

	private final VarExpiration<StoreKey, LockEntry<A, O>> expiration;

	private final boolean keepsIdle;

	LockEntries(Duration idleExpiry, Ticker ticker, Scheduler scheduler) {
		this.keepsIdle = !idleExpiry.isZero();
		this.cache = Caffeine.newBuilder()
			.expireAfter(new IdleExpiry<A, O>(idleExpiry))
			.executor(Runnable::run)
			.ticker(ticker)
			.scheduler(SparingScheduler.of(scheduler))
			.build();
		this.expiration = this.cache.policy().expireVariably().orElseThrow();
	}

	@Nullable LockEntry<A, O> find(StoreKey key) {
		return this.cache.getIfPresent(key);
	}

	@Nullable LockEntry<A, O> putIfAbsent(LockEntry<A, O> entry) {
		return this.cache.asMap().putIfAbsent(entry.key, entry);
	}

	long size() {
		return this.cache.estimatedSize();
	}

	void expireNow() {
		this.cache.cleanUp();
	}

	/**
	 * Makes an idle entry stay. Caffeine sets a new deadline, and evicts after a look at
	 * the deadline, both under the monitor of the cache's node, and neither revives an
	 * entry that has expired; so the entry stays if it is still there afterwards.
	 */
	boolean pin(LockEntry<A, O> entry) {
		if (entry.isRemoved()) {
			return false;
		}
		this.expiration.setExpiresAfter(entry.key, Long.MAX_VALUE, TimeUnit.NANOSECONDS);
		return this.cache.getIfPresent(entry.key) == entry;
	}

	/**
	 * Drops what was the last reference when the caller looked. The entry is pinned until
	 * then, so it is replaced by itself; {@link IdleExpiry} drops the reference when
	 * Caffeine asks for the new deadline, under the node's monitor.
	 */
	void dropLast(LockEntry<A, O> entry, int held) {
		if (this.keepsIdle && this.cache.estimatedSize() - held <= MAX_IDLE) {
			this.cache.put(entry.key, entry);
		}
		else {
			this.cache.asMap().computeIfPresent(entry.key, (key, mapped) -> mapped.dropIfLast() ? null : mapped);
		}
	}

}
