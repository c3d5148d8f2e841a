// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.benchmark;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

import com.google.common.util.concurrent.Striped;
import io.weir.idempotency.StoreKey;
import io.weir.idempotency.lock.LockHandle;
import io.weir.idempotency.lock.LockTable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * An uncontended lock, taken and given up, over a thousand keys in turn.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LockBenchmark {

	private final StoreKey[] keys = new StoreKey[1024];

	private final LockTable<String, String> table = new LockTable<>(Duration.ofSeconds(5), 100, 10, Runnable::run);

	private final LockTable<String, String> notKeeping = new LockTable<>(Duration.ZERO, 100, 10, Runnable::run);

	private final ConcurrentMap<StoreKey, ReentrantLock> map = new ConcurrentHashMap<>();

	private final Striped<Lock> striped = Striped.lock(64);

	private int next;

	public LockBenchmark() {
		for (int i = 0; i < this.keys.length; i++) {
			this.keys[i] = new StoreKey(String.format("%064x", i * 0x9E3779B97F4A7C15L));
		}
	}

	@Benchmark
	public Object lockTable() {
		LockHandle<String, String> handle = (LockHandle<String, String>) this.table.tryAcquire(key(), "mine");
		handle.close();
		return handle;
	}

	@Benchmark
	public Object lockTableThatKeepsNoIdleEntries() {
		LockHandle<String, String> handle = (LockHandle<String, String>) this.notKeeping.tryAcquire(key(), "mine");
		handle.close();
		return handle;
	}

	@Benchmark
	public Object mapOfReentrantLocks() {
		ReentrantLock lock = this.map.computeIfAbsent(key(), (key) -> new ReentrantLock());
		lock.lock();
		lock.unlock();
		return lock;
	}

	@Benchmark
	public Object striped() {
		Lock lock = this.striped.get(key());
		lock.lock();
		lock.unlock();
		return lock;
	}

	private StoreKey key() {
		return this.keys[this.next++ & (this.keys.length - 1)];
	}

}
