// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.emit;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.weir.accesslog.AccessLogEntry;
import io.weir.accesslog.AccessLogWriter;
import io.weir.accesslog.TestEntries;
import io.weir.accesslog.redact.EntryRedactor;
import io.weir.accesslog.redact.NamedHeaderRedactor;
import io.weir.accesslog.redact.SecretNames;
import io.weir.accesslog.redact.TypedBodyRedactor;
import io.weir.accesslog.redact.UrlRedactor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link QueuedSink}.
 */
@Timeout(60)
class QueuedSinkTests {

	private final CountingEntries counter = new CountingEntries();

	private final List<AccessLogEntry> written = new CopyOnWriteArrayList<>();

	private final CountDownLatch unstuck = new CountDownLatch(1);

	private QueuedSink sink = sink(this.written::add, 16, Overflow.DROP, Duration.ofSeconds(5));

	@AfterEach
	void stop() {
		this.unstuck.countDown();
		this.sink.stop();
	}

	@Test
	void allAreWrittenInOrderWhenStoppedAtOnce() {
		this.sink = sink(this.written::add, 1000, Overflow.DROP, Duration.ofSeconds(5));
		this.sink.start();
		for (int i = 0; i < 1000; i++) {
			this.sink.accept(exchange(200 + i % 400));
		}
		this.sink.stop();
		assertThat(this.written).hasSize(1000);
		assertThat(this.written.get(399).response().status()).isEqualTo(599);
		assertThat(this.counter.written.sum()).isEqualTo(1000);
		assertThat(this.sink.size()).isZero();
	}

	@Test
	void writerRunsOnItsOwnThreadOnly() throws Exception {
		List<String> threads = new CopyOnWriteArrayList<>();
		CountDownLatch done = new CountDownLatch(2);
		this.sink = sink((entry) -> {
			threads.add(Thread.currentThread().getName());
			done.countDown();
		}, 16, Overflow.DROP, Duration.ofSeconds(5));
		this.sink.start();
		this.sink.accept(exchange(200));
		this.sink.accept(exchange(200));
		assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(threads).containsOnly("weir-access-log");
	}

	@Test
	void requestsAreNotHeldAndAllAreCountedWhenTheWriterIsStuck() {
		this.sink = sink((entry) -> this.unstuck.await(), 8, Overflow.DROP, Duration.ofMillis(50));
		this.sink.start();
		long start = System.nanoTime();
		for (int i = 0; i < 10_000; i++) {
			this.sink.accept(exchange(200));
		}
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
		assertThat(this.counter.dropped.sum()).isBetween(9_991L, 9_992L);
		this.unstuck.countDown();
		this.sink.stop();
		assertThat(this.counter.total()).isEqualTo(10_000);
	}

	@Test
	void requestWaitsForRoomWhenOverflowBlocks() throws Exception {
		this.sink = sink((entry) -> this.unstuck.await(), 1, Overflow.BLOCK, Duration.ofSeconds(5));
		this.sink.start();
		CountDownLatch accepted = new CountDownLatch(1);
		Thread request = new Thread(() -> {
			for (int i = 0; i < 10; i++) {
				this.sink.accept(exchange(200));
			}
			accepted.countDown();
		});
		request.start();
		assertThat(accepted.await(100, TimeUnit.MILLISECONDS)).isFalse();
		this.unstuck.countDown();
		assertThat(accepted.await(10, TimeUnit.SECONDS)).isTrue();
		this.sink.stop();
		assertThat(this.counter.written.sum()).isEqualTo(10);
	}

	@Test
	void restIsDroppedAndCountedWhenNotDrainedInTime() {
		this.sink = sink((entry) -> this.unstuck.await(), 8, Overflow.DROP, Duration.ofMillis(50));
		this.sink.start();
		for (int i = 0; i < 8; i++) {
			this.sink.accept(exchange(200));
		}
		this.sink.stop();
		assertThat(this.counter.dropped.sum()).isBetween(7L, 8L);
		assertThat(this.sink.size()).isZero();
	}

	@Test
	void entryIsWrittenWhenItComesAfterTheStop() {
		this.sink.start();
		this.sink.stop();
		this.sink.accept(exchange(200));
		assertThat(this.written).hasSize(1);
	}

	@Test
	void entriesAreWrittenAgainWhenStartedAgain() {
		this.sink.start();
		this.sink.stop();
		this.sink.start();
		this.sink.accept(exchange(200));
		this.sink.stop();
		assertThat(this.written).hasSize(1);
	}

	@Test
	void noneIsLostWhenRequestsRaceWithStopAndStart() throws Exception {
		this.sink = sink(this.written::add, 64, Overflow.BLOCK, Duration.ofSeconds(5));
		this.sink.start();
		List<Thread> requests = List.of(requests(5_000), requests(5_000), requests(5_000));
		requests.forEach(Thread::start);
		while (requests.stream().anyMatch(Thread::isAlive)) {
			this.sink.stop();
			this.sink.start();
		}
		this.sink.stop();
		assertThat(this.counter.total()).isEqualTo(15_000);
		assertThat(this.counter.written.sum()).isEqualTo(15_000);
	}

	@Test
	void noneIsLeftInTheQueueWhenRequestsRaceWithTheLastStop() throws Exception {
		for (int round = 1; round <= 300; round++) {
			this.sink = sink(this.written::add, 1, Overflow.BLOCK, Duration.ofSeconds(5));
			this.sink.start();
			Thread request = requests(50);
			request.start();
			this.sink.stop();
			request.join();
			assertThat(this.sink.size()).isZero();
			assertThat(this.counter.total()).isEqualTo(round * 50L);
		}
	}

	@Test
	void writerThatFailsIsCountedAndDoesNotEndTheThread() {
		this.sink = sink((entry) -> {
			if (entry.response().status() == 500) {
				throw new StackOverflowError("deliberate");
			}
			this.written.add(entry);
		}, 16, Overflow.DROP, Duration.ofSeconds(5));
		this.sink.start();
		this.sink.accept(exchange(500));
		this.sink.accept(exchange(200));
		this.sink.stop();
		assertThat(this.counter.failed.sum()).isEqualTo(1);
		assertThat(this.counter.written.sum()).isEqualTo(1);
	}

	@Test
	void threadGoesOnWhenTheWriterAndTheLogFail() {
		this.sink = sink((entry) -> {
			if (entry.response().status() == 500) {
				throw new IllegalStateException("deliberate");
			}
			this.written.add(entry);
		}, 2, Overflow.BLOCK, Duration.ofSeconds(5));
		this.sink.start();
		try (FailingLog log = FailingLog.attach()) {
			this.sink.accept(exchange(500));
			for (int i = 0; i < 20; i++) {
				this.sink.accept(exchange(200));
			}
			this.sink.stop();
			assertThat(log.failures()).isPositive();
		}
		assertThat(this.counter.failed.sum()).isEqualTo(1);
		assertThat(this.written).hasSize(20);
	}

	@Test
	void threadGoesOnAndFailureIsCountedWhenTheNextSinkThrows() {
		this.sink = new QueuedSink((exchange) -> {
			if (exchange.entry().response().status() == 500) {
				throw new OutOfMemoryError("deliberate");
			}
			this.written.add(exchange.entry());
		}, 2, Overflow.BLOCK, Duration.ofSeconds(5), this.counter);
		this.sink.start();
		for (int i = 0; i < 20; i++) {
			this.sink.accept(exchange((i % 2 == 0) ? 500 : 200));
		}
		this.sink.stop();
		this.sink.accept(exchange(500));
		assertThat(this.counter.failed.sum()).isEqualTo(11);
		assertThat(this.written).hasSize(10);
	}

	private Thread requests(int count) {
		return new Thread(() -> {
			for (int i = 0; i < count; i++) {
				this.sink.accept(exchange(200));
			}
		});
	}

	private QueuedSink sink(AccessLogWriter writer, int capacity, Overflow overflow, Duration shutdownTimeout) {
		SecretNames names = new SecretNames(List.of("token", "Cookie"), List.of(), false);
		UrlRedactor urls = new UrlRedactor(names, "***");
		EntryRedactor redactor = new EntryRedactor(names, "***", new NamedHeaderRedactor(names, urls, "***"),
				new TypedBodyRedactor(new SecretNames(List.of("password"), List.of(), false), "***"));
		return new QueuedSink(new DirectSink(redactor, List.of(), List.of(writer), this.counter), capacity, overflow,
				shutdownTimeout, this.counter);
	}

	private static FinishedExchange exchange(int status) {
		TestEntries entries = new TestEntries();
		entries.status = status;
		return new FinishedExchange(entries.entry(), null, null);
	}

}
