// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.emit;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.weir.accesslog.TestEntries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EntryQueue}.
 */
@Timeout(60)
class EntryQueueTests {

	@Test
	void ordinaryEntriesFillAllPlaces() {
		EntryQueue queue = new EntryQueue(1000);
		assertThat(offerAll(queue, "a".repeat(400))).isEqualTo(1000);
		assertThat(queue.size()).isEqualTo(1000);
	}

	@Test
	void isFullInBytesWhenQueriesAreLong() {
		EntryQueue queue = new EntryQueue(8192);
		int taken = offerAll(queue, "a".repeat(8000));
		assertThat(taken * 8000L).isBetween(12_000_000L, 16L * 1024 * 1024);
	}

	@Test
	void isFullInBytesWhenThereAreManyHeaders() {
		EntryQueue queue = new EntryQueue(8192);
		TestEntries entries = new TestEntries();
		entries.requestHeaders = Map.of("a", List.of("b".repeat(4000), "c".repeat(4000)));
		entries.responseHeaders = Map.of("d", List.of("e".repeat(8000)));
		FinishedExchange exchange = new FinishedExchange(entries.entry(), null, null);
		int taken = 0;
		while (queue.offer(exchange)) {
			taken++;
		}
		assertThat(taken * 16_000L).isBetween(12_000_000L, 16L * 1024 * 1024);
	}

	@Test
	void bytesAreGivenBackWhenEntriesAreTakenOutOrRefused() {
		EntryQueue queue = new EntryQueue(16);
		for (int round = 0; round < 1000; round++) {
			assertThat(offerAll(queue, "a".repeat(round * 7))).isPositive();
			while (!queue.isEmpty()) {
				assertThat(queue.poll()).isNotNull();
			}
			assertThat(queue.bytes()).isZero();
		}
	}

	@Test
	void entryThatIsLargerThanTheQueueIsTakenWhenNothingWaits() {
		EntryQueue queue = new EntryQueue(2);
		assertThat(queue.offer(exchange("a".repeat(60_000)))).isTrue();
		assertThat(queue.offer(exchange("a"))).isFalse();
		assertThat(queue.poll()).isNotNull();
		assertThat(queue.offer(exchange("a".repeat(60_000)))).isTrue();
	}

	@Test
	void noBytesAreLeftWhenProducersRace() throws Exception {
		EntryQueue queue = new EntryQueue(4);
		AtomicInteger taken = new AtomicInteger();
		List<Thread> producers = List.of(producer(queue, 10, taken), producer(queue, 3000, taken),
				producer(queue, 9000, taken));
		producers.forEach(Thread::start);
		int polled = 0;
		while (producers.stream().anyMatch(Thread::isAlive) || !queue.isEmpty()) {
			polled += (queue.poll() != null) ? 1 : 0;
		}
		assertThat(polled).isEqualTo(taken.get()).isPositive();
		assertThat(queue.bytes()).isZero();
	}

	private static Thread producer(EntryQueue queue, int length, AtomicInteger taken) {
		FinishedExchange exchange = exchange("a".repeat(length));
		return new Thread(() -> {
			for (int i = 0; i < 20_000; i++) {
				if (queue.offer(exchange)) {
					taken.incrementAndGet();
				}
			}
		});
	}

	private static int offerAll(EntryQueue queue, String query) {
		int taken = 0;
		while (queue.offer(exchange(query))) {
			taken++;
		}
		return taken;
	}

	private static FinishedExchange exchange(String query) {
		TestEntries entries = new TestEntries();
		entries.query = query;
		return new FinishedExchange(entries.entry(), null, null);
	}

}
