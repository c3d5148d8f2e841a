// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.emit;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.weir.accesslog.AccessLogEntry;
import io.weir.accesslog.AccessLogWriter;
import io.weir.accesslog.metrics.AccessLogCounters;
import io.weir.accesslog.metrics.AccessLogCounters.EntryResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Emission in a real application: a writer that is stuck or slow, shutdown, levels, and
 * settings that are wrong.
 */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(120)
class EmissionTests {

	private static final List<AccessLogEntry> WRITTEN = new CopyOnWriteArrayList<>();

	private static volatile AccessLogWriter writer = WRITTEN::add;

	private static volatile CountDownLatch handlerEntered = new CountDownLatch(1);

	private static volatile CountDownLatch handlerMayEnd = new CountDownLatch(1);

	@BeforeEach
	void reset() {
		WRITTEN.clear();
		writer = WRITTEN::add;
		handlerEntered = new CountDownLatch(1);
		handlerMayEnd = new CountDownLatch(1);
	}

	@Test
	void requestsGoOnAndAllAreCountedWhenTheWriterIsStuck(CapturedOutput output) throws Exception {
		CountDownLatch unstuck = new CountDownLatch(1);
		writer = (entry) -> {
			unstuck.await();
			WRITTEN.add(entry);
		};
		AccessLogCounters counters;
		try (var context = EchoApplication.run(Application.class, "--weir.access-log.async.queue-capacity=10")) {
			counters = context.getBean(AccessLogCounters.class);
			for (int i = 0; i < 100; i++) {
				assertThat(EchoApplication.post(context, "/echo", "x")).isEqualTo(200);
			}
			assertThat(counters.entries(EntryResult.DROPPED)).isBetween(88L, 90L);
			awaitOutput(output, "Access log entries are dropped");
			unstuck.countDown();
		}
		assertThat(WRITTEN.size() + counters.entries(EntryResult.DROPPED)).isEqualTo(100);
		assertThat(counters.entries(EntryResult.WRITTEN)).isEqualTo(WRITTEN.size());
		assertThat(output.getOut().split("Access log entries are dropped", -1)).hasSize(2);
	}

	@Test
	void nothingIsLostAtShutdownWhenTheWriterIsSlow() throws Exception {
		writer = (entry) -> {
			new CountDownLatch(1).await(5, TimeUnit.MILLISECONDS);
			WRITTEN.add(entry);
		};
		try (var context = EchoApplication.run(Application.class)) {
			for (int i = 0; i < 200; i++) {
				EchoApplication.post(context, "/echo", "x");
			}
		}
		assertThat(WRITTEN).hasSize(200);
	}

	@Test
	void lastRequestIsWrittenWhenItEndsDuringShutdown() throws Exception {
		var context = EchoApplication.run(Application.class, "--server.shutdown=graceful");
		CompletableFuture<Integer> status = CompletableFuture.supplyAsync(() -> {
			try {
				return EchoApplication.post(context, "/wait", "x");
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		});
		assertThat(handlerEntered.await(10, TimeUnit.SECONDS)).isTrue();
		CompletableFuture<Void> closed = CompletableFuture.runAsync(context::close);
		// Refused from then on: the graceful shutdown waits for the one request.
		while (catchThrowable(() -> EchoApplication.post(context, "/echo", "x")) == null) {
			assertThat(closed).isNotDone();
		}
		WRITTEN.clear();
		handlerMayEnd.countDown();
		assertThat(status.get(10, TimeUnit.SECONDS)).isEqualTo(200);
		closed.get(10, TimeUnit.SECONDS);
		assertThat(WRITTEN).extracting((entry) -> entry.request().path()).contains("/wait");
	}

	@Test
	void entryIsWrittenBeforeTheRequestReturnsWhenNotAsync() throws Exception {
		List<String> threads = new CopyOnWriteArrayList<>();
		writer = (entry) -> threads.add(Thread.currentThread().getName());
		try (var context = EchoApplication.run(Application.class, "--weir.access-log.async.enabled=false")) {
			EchoApplication.post(context, "/echo", "x");
			assertThat(context.getBeanNamesForType(QueuedSink.class)).isEmpty();
		}
		assertThat(threads).singleElement().asString().doesNotContain("weir-access-log");
	}

	@Test
	void entryIsNotWrittenWhenItsLevelIsOff() throws Exception {
		try (var context = EchoApplication.run(Application.class, "--weir.access-log.level.success=off",
				"--logging.level.weir.access=off")) {
			EchoApplication.post(context, "/echo", "x");
			EchoApplication.post(context, "/nowhere", "x");
			AccessLogCounters counters = context.getBean(AccessLogCounters.class);
			assertThat(counters.entries(EntryResult.UNSAMPLED)).isEqualTo(1);
		}
		assertThat(WRITTEN).singleElement().satisfies((entry) -> assertThat(entry.response().status()).isEqualTo(404));
	}

	@ParameterizedTest
	@ValueSource(strings = { "async.enabled=true", "async.enabled=false", "async.overflow=block" })
	void requestsGoOnAndEntriesAreWrittenAgainWhenTheWriterAndTheLogFailed(String setting) throws Exception {
		AccessLogCounters counters;
		try (var context = EchoApplication.run(Application.class, "--weir.access-log." + setting,
				"--weir.access-log.async.queue-capacity=1")) {
			counters = context.getBean(AccessLogCounters.class);
			try (FailingLog log = FailingLog.attach()) {
				writer = (entry) -> {
					throw new IllegalStateException("deliberate");
				};
				assertThat(EchoApplication.post(context, "/echo", "x")).isEqualTo(200);
				awaitFailed(counters);
				assertThat(log.failures()).isPositive();
			}
			writer = WRITTEN::add;
			for (int i = 0; i < 5; i++) {
				assertThat(EchoApplication.post(context, "/echo", "x")).isEqualTo(200);
			}
		}
		assertThat(counters.entries(EntryResult.FAILED)).isEqualTo(1);
		assertThat(WRITTEN.size() + counters.entries(EntryResult.DROPPED)).isEqualTo(5);
		assertThat(WRITTEN).isNotEmpty();
	}

	@Test
	void entryGoesToAllWritersInTheirOrderWhenThereAreSeveral() throws Exception {
		writer = (entry) -> {
			WRITTEN.add(entry);
			throw new IllegalStateException("deliberate");
		};
		AccessLogCounters counters;
		try (var context = EchoApplication.run(Application.class, "--spring.profiles.active=second")) {
			counters = context.getBean(AccessLogCounters.class);
			EchoApplication.post(context, "/echo", "x");
		}
		assertThat(WRITTEN).hasSize(2);
		assertThat(WRITTEN.get(0).fields()).isEmpty();
		assertThat(WRITTEN.get(1).fields()).containsEntry("second", true);
		assertThat(counters.entries(EntryResult.FAILED)).isEqualTo(1);
		assertThat(counters.entries(EntryResult.WRITTEN)).isZero();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					--weir.access-log.async.queue-capacity=0                                      | weir.access-log.async.queue-capacity | 1 to 16777216
					--weir.access-log.format=pattern                                              | weir.access-log.pattern              | format is pattern
					--weir.access-log.format=pattern --weir.access-log.pattern={http.method}      | weir.access-log.pattern              | {http.request.method}
					--weir.access-log.format=combine                                              | weir.access-log.format               | combined
					--weir.access-log.enabled=flase                                               | weir.access-log.enabled              | true or false
					--weir.access-log.async.overflow=wait                                         | weir.access-log.async.overflow       | block
					--weir.access-log.file.name=a --weir.access-log.file.max-size=2GB             | weir.access-log.file.total-size-cap  | more than weir.access-log.file.max-size
					""")
	void startFailsNamingThePropertyWhenItIsWrong(String arguments, String property, String told,
			CapturedOutput output) {
		Throwable failure = catchThrowable(() -> EchoApplication.run(Unwritten.class, arguments.split(" ")).close());
		assertThat(failure).isNotNull();
		assertThat(output.getOut().replaceAll("\\s+", " ").toLowerCase()).contains("application failed to start")
			.contains(property)
			.contains(told);
	}

	private static void awaitFailed(AccessLogCounters counters) {
		long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
		while (counters.entries(EntryResult.FAILED) == 0) {
			assertThat(System.nanoTime()).isLessThan(deadline);
			Thread.onSpinWait();
		}
	}

	private static void awaitOutput(CapturedOutput output, String text) {
		long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
		while (!output.getOut().contains(text)) {
			assertThat(System.nanoTime()).as(text).isLessThan(deadline);
			Thread.onSpinWait();
		}
	}

	@Configuration(proxyBeanMethods = false)
	@RestController
	static class Application {

		@PostMapping("/wait")
		String hold() throws InterruptedException {
			handlerEntered.countDown();
			assertThat(handlerMayEnd.await(20, TimeUnit.SECONDS)).isTrue();
			return "x";
		}

		@Bean
		@Order(1)
		AccessLogWriter writer() {
			return (entry) -> writer.write(entry);
		}

		@Bean
		@Order(2)
		@Profile("second")
		AccessLogWriter second() {
			return (entry) -> WRITTEN.add(new AccessLogEntry(entry.timestampMillis(), entry.durationNanos(),
					entry.request(), entry.response(), entry.handling(), entry.correlation(), Map.of("second", true)));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Unwritten {

	}

}
