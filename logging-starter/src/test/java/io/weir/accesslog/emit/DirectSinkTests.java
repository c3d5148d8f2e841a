// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.emit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.weir.accesslog.AccessLogCustomizer;
import io.weir.accesslog.AccessLogEntry;
import io.weir.accesslog.AccessLogWriter;
import io.weir.accesslog.BodyRedactor;
import io.weir.accesslog.TestEntries;
import io.weir.accesslog.body.BodyBudget;
import io.weir.accesslog.body.BodyCapture;
import io.weir.accesslog.redact.EntryRedactor;
import io.weir.accesslog.redact.NamedHeaderRedactor;
import io.weir.accesslog.redact.SecretNames;
import io.weir.accesslog.redact.TypedBodyRedactor;
import io.weir.accesslog.redact.UrlRedactor;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DirectSink} and {@link LevelGate}.
 */
class DirectSinkTests {

	private final CountingEntries counter = new CountingEntries();

	private final BodyBudget budget = new BodyBudget(1 << 20);

	private final List<AccessLogEntry> written = new ArrayList<>();

	private BodyRedactor bodies = new TypedBodyRedactor(new SecretNames(List.of("password"), List.of(), false), "***");

	@Test
	void entryIsRedactedBeforeAnyoneSeesIt() {
		List<AccessLogEntry> seen = new ArrayList<>();
		sink(this.written::add, (entry, fields) -> seen.add(entry)).accept(exchange("{\"password\":\"x\"}"));
		assertThat(seen).singleElement().satisfies((entry) -> {
			assertThat(entry.request().query()).isEqualTo("token=***");
			assertThat(entry.request().body().text()).isEqualTo("{\"password\":\"***\"}");
			assertThat(entry.request().headers()).isEqualTo(Map.of("Cookie", List.of("***", "***")));
		});
		assertThat(this.budget.usedBytes()).isZero();
	}

	@Test
	void customizersAddFieldsAndTheFirstOfANameStands() {
		sink(this.written::add, (entry, fields) -> {
			fields.add("tenant", "a");
			fields.add("url.path", "forged");
			fields.add("http.version", "forged");
		}, (entry, fields) -> fields.add("tenant", "b")).accept(exchange("{}"));
		assertThat(this.written.get(0).fields()).isEqualTo(Map.of("tenant", "a"));
	}

	@Test
	void entryIsWrittenWithoutItsFieldsWhenACustomizerFails() {
		sink(this.written::add, (entry, fields) -> {
			throw new IllegalStateException("deliberate");
		}, (entry, fields) -> fields.add("tenant", "b")).accept(exchange("{}"));
		assertThat(this.written.get(0).fields()).isEqualTo(Map.of("tenant", "b"));
		assertThat(this.counter.written.sum()).isEqualTo(1);
	}

	@Test
	void bodyIsLeftOutWhenItsRedactorFails() {
		this.bodies = (type, text, truncated) -> {
			throw new IllegalStateException("deliberate");
		};
		sink(this.written::add).accept(exchange("{\"password\":\"x\"}"));
		assertThat(this.written.get(0).request().body().omitted()).isEqualTo("redactor failed");
		assertThat(this.budget.usedBytes()).isZero();
	}

	@Test
	void headerIsHiddenWhenItsRedactorFails() {
		TestEntries entries = new TestEntries();
		entries.referer = "https://host/?password=x";
		EntryRedactor redactor = new EntryRedactor(new SecretNames(List.of(), List.of(), false), "***",
				(name, value) -> {
					throw new IllegalStateException("deliberate");
				}, this.bodies);
		new DirectSink(redactor, List.of(), List.of(this.written::add), this.counter)
			.accept(new FinishedExchange(entries.entry(), null, null));
		assertThat(this.written.get(0).request().referer()).isEqualTo("redactor failed");
	}

	@Test
	void memoryIsGivenBackAndFailureCountedWhenTheWriterFails() {
		sink((entry) -> {
			throw new Exception("deliberate");
		}).accept(exchange("{}"));
		assertThat(this.counter.failed.sum()).isEqualTo(1);
		assertThat(this.budget.usedBytes()).isZero();
	}

	@Test
	void nothingIsThrownAndOtherWritersHaveTheEntryWhenTheWriterAndTheLogFail() {
		AccessLogWriter failing = (entry) -> {
			throw new OutOfMemoryError("deliberate");
		};
		DirectSink sink = new DirectSink(redactor(), List.of(), List.of(failing, this.written::add), this.counter);
		try (FailingLog log = FailingLog.attach()) {
			sink.accept(exchange("{}"));
			assertThat(log.failures()).isEqualTo(1);
		}
		assertThat(this.written).hasSize(1);
		assertThat(this.counter.failed.sum()).isEqualTo(1);
		assertThat(this.counter.total()).isEqualTo(1);
		assertThat(this.budget.usedBytes()).isZero();
	}

	@Test
	void entryIsCountedOnceAndOtherWritersHaveItWhenOneFails() {
		AccessLogWriter failing = (entry) -> {
			throw new InterruptedException("deliberate");
		};
		List<Boolean> interrupted = new ArrayList<>();
		new DirectSink(redactor(), List.of(),
				List.of(failing, (entry) -> interrupted.add(Thread.currentThread().isInterrupted()), this.written::add),
				this.counter)
			.accept(exchange("{}"));
		assertThat(Thread.interrupted()).isTrue();
		assertThat(interrupted).containsExactly(false);
		assertThat(this.written).hasSize(1);
		assertThat(this.counter.failed.sum()).isEqualTo(1);
		assertThat(this.counter.total()).isEqualTo(1);
	}

	@Test
	void addedFieldIsLeftOutWhenItIsNull() {
		sink(this.written::add, (entry, fields) -> {
			fields.add("tenant.id", null);
			fields.add("tenant.id", "late");
			fields.add("tags", new String[] { "a", "b" });
		}).accept(exchange("{}"));
		assertThat(this.written.get(0).fields()).isEqualTo(Map.of("tenant.id", "late", "tags", List.of("a", "b")));
	}

	@Test
	void memoryIsGivenBackAndFailureCountedWhenTheLevelCannotBeTold() {
		new LevelGate((entry) -> {
			throw new IllegalStateException("deliberate");
		}, sink(this.written::add), this.counter).accept(exchange("{}"));
		assertThat(this.written).isEmpty();
		assertThat(this.counter.failed.sum()).isEqualTo(1);
		assertThat(this.budget.usedBytes()).isZero();
	}

	@Test
	void memoryIsGivenBackWhenTheLevelIsOff() {
		new LevelGate((entry) -> false, sink(this.written::add), this.counter).accept(exchange("{}"));
		assertThat(this.written).isEmpty();
		assertThat(this.counter.unwanted.sum()).isEqualTo(1);
		assertThat(this.budget.usedBytes()).isZero();
	}

	@Test
	void bytesThatAreNotTheirCharsetAreLeftOut() {
		for (byte[] bytes : List.of(new byte[] { '"', (byte) 0xc1, (byte) 0xb0, '"' },
				"\ufeff{}".getBytes(StandardCharsets.UTF_8), "{}".getBytes(StandardCharsets.UTF_16LE))) {
			sink(this.written::add).accept(exchange(bytes, bytes.length));
		}
		assertThat(this.written).hasSize(3)
			.allSatisfy((entry) -> assertThat(entry.request().body().omitted()).isEqualTo("not readable as UTF-8"));
	}

	@Test
	void characterThatIsCutIsLeftOut() {
		byte[] bytes = "[\"é\",\"😀\"]".getBytes(StandardCharsets.UTF_8);
		for (int length = 1; length < bytes.length; length++) {
			sink(this.written::add).accept(exchange(bytes, length));
		}
		assertThat(this.written).extracting((entry) -> entry.request().body().text())
			.containsExactly("[", "[", "[", "[", "[\"é\"", "[\"é\",", "[\"é\",", "[\"é\",", "[\"é\",", "[\"é\",",
					"[\"é\",", "[\"é\",\"😀\"");
	}

	private FinishedExchange exchange(String json) {
		byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
		return exchange(bytes, bytes.length);
	}

	private FinishedExchange exchange(byte[] bytes, int kept) {
		TestEntries entries = new TestEntries();
		entries.query = "token=x";
		entries.requestHeaders = Map.of("Cookie", List.of("a", "b"));
		BodyCapture body = new BodyCapture(this.budget, kept, "application/json");
		body.append(bytes, 0, bytes.length);
		return new FinishedExchange(entries.entry(), body, null);
	}

	private DirectSink sink(AccessLogWriter writer, AccessLogCustomizer... customizers) {
		return new DirectSink(redactor(), List.of(customizers), List.of(writer), this.counter);
	}

	private EntryRedactor redactor() {
		SecretNames names = new SecretNames(List.of("token", "Cookie"), List.of(), false);
		UrlRedactor urls = new UrlRedactor(names, "***");
		return new EntryRedactor(names, "***", new NamedHeaderRedactor(names, urls, "***"), this.bodies);
	}

}
