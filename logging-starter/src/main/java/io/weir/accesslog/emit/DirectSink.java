// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.emit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.weir.accesslog.AccessLogCustomizer;
import io.weir.accesslog.AccessLogEntry;
import io.weir.accesslog.AccessLogWriter;
import io.weir.accesslog.body.KeptBody;
import io.weir.accesslog.format.FieldNames;
import io.weir.accesslog.format.FieldValues;
import io.weir.accesslog.redact.EntryRedactor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Redacts, customizes and writes an exchange on the calling thread, and releases its kept
 * bodies whatever happens. The end of every way an entry can take: nothing that fails
 * here, the log included, gets out.
 */
public final class DirectSink implements ExchangeSink {

	private static final Logger log = LoggerFactory.getLogger(DirectSink.class);

	private final EntryRedactor redactor;

	private final List<AccessLogCustomizer> customizers;

	private final List<AccessLogWriter> writers;

	private final EntryCounter counter;

	private final MinuteNotice failureNotice = new MinuteNotice();

	/**
	 * A sink.
	 * @param redactor hides secrets before anyone sees the entry
	 * @param customizers add fields, in this order
	 * @param writers where entries go, in this order: one that fails does not keep an
	 * entry from the next
	 * @param counter is told what became of them
	 */
	public DirectSink(EntryRedactor redactor, List<AccessLogCustomizer> customizers, List<AccessLogWriter> writers,
			EntryCounter counter) {
		this.redactor = redactor;
		this.customizers = List.copyOf(customizers);
		this.writers = List.copyOf(writers);
		this.counter = counter;
	}

	@Override
	public void accept(FinishedExchange exchange) {
		try {
			AccessLogEntry entry = this.redactor.redact(exchange.entry(), exchange.requestBody(),
					exchange.responseBody());
			countBodies(exchange, entry);
			if (writeToAll(customized(entry))) {
				this.counter.written();
			}
			else {
				this.counter.failed();
			}
		}
		catch (Throwable ex) {
			this.counter.failed();
			tell("Failed to make an access log entry", ex);
		}
		finally {
			exchange.release();
		}
	}

	private boolean writeToAll(AccessLogEntry entry) {
		boolean written = true;
		boolean interrupted = false;
		for (AccessLogWriter writer : this.writers) {
			try {
				writer.write(entry);
			}
			catch (Throwable ex) {
				written = false;
				interrupted |= ex instanceof InterruptedException;
				tell("Failed to write an access log entry", ex);
			}
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
		return written;
	}

	private void countBodies(FinishedExchange exchange, AccessLogEntry entry) {
		KeptBody request = exchange.requestBody();
		if (request != null) {
			this.counter.requestBody(request, EntryRedactor.isUnparsable(request, entry.request().body()));
		}
		KeptBody response = exchange.responseBody();
		if (response != null) {
			this.counter.responseBody(response, EntryRedactor.isUnparsable(response, entry.response().body()));
		}
	}

	private AccessLogEntry customized(AccessLogEntry entry) {
		if (this.customizers.isEmpty()) {
			return entry;
		}
		Map<String, Object> fields = new LinkedHashMap<>(entry.fields());
		for (AccessLogCustomizer customizer : this.customizers) {
			try {
				customizer.customize(entry, (name, value) -> add(fields, name, value));
			}
			catch (Throwable ex) {
				tell("An AccessLogCustomizer failed; the entry is written without its fields", ex);
			}
		}
		return new AccessLogEntry(entry.timestampMillis(), entry.durationNanos(), entry.request(), entry.response(),
				entry.handling(), entry.correlation(), Collections.unmodifiableMap(fields));
	}

	private void add(Map<String, Object> fields, String name, @Nullable Object value) {
		if (value != null && !FieldNames.isTaken(name)) {
			fields.putIfAbsent(name, this.redactor.redactField(name, FieldValues.plain(value)));
		}
	}

	private void tell(String what, Throwable ex) {
		try {
			if (this.failureNotice.isDue()) {
				log.warn("{} (told at most once a minute)", what, ex);
			}
		}
		catch (Throwable untold) {
			// The log may be the very thing that fails. Then the counter alone tells.
		}
	}

}
