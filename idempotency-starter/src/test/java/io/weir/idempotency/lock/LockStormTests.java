// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.lock;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The {@link LockTable} in a {@link LockStorm}: never two holders, every waiter told
 * once, and an empty table at the end.
 */
class LockStormTests {

	private static final long SEED = Long.getLong("weir.seed", 20261121);

	@ParameterizedTest
	@ValueSource(longs = { 0, 20_000, 2_000_000 })
	void staysSoundWhenIdleEntriesAreKeptFor(long idleNanos) throws Exception {
		System.out.println("Seed " + SEED);
		LockStorm storm = new LockStorm(Duration.ofNanos(idleNanos), 8);
		assertThat(storm.run(150_000, SEED, () -> {
		})).isEmpty();
	}

	/**
	 * Some 300,000 keys; ten million with {@code -Dweir.soak=true}, in about a minute.
	 */
	@Test
	void staysFlatWhenManyKeysPass() throws Exception {
		int requests = Boolean.getBoolean("weir.soak") ? 15_000_000 : 500_000;
		List<Long> heap = new CopyOnWriteArrayList<>();
		LockStorm storm = new LockStorm(Duration.ofSeconds(5), 64);
		List<String> violations = storm.run(requests, SEED, () -> {
			heap.add(usedHeap());
			System.out.println("entries " + storm.entries() + ", heap " + heap.get(heap.size() - 1) / 1024 + " KB");
		});
		assertThat(violations).isEmpty();
		// A leak only grows; what is under way when the heap is measured does not.
		assertThat(Collections.min(heap.subList(heap.size() - 3, heap.size()))).isLessThan(heap.get(0) + (16 << 20));
	}

	private static long usedHeap() {
		System.gc();
		return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
	}

}
