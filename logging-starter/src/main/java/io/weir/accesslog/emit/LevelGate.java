// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.emit;

import java.util.function.Predicate;

import io.weir.accesslog.AccessLogEntry;

/**
 * Lets through what is to be logged at all, before it takes a place in the queue.
 */
public final class LevelGate implements ExchangeSink {

	private final Predicate<AccessLogEntry> wanted;

	private final ExchangeSink next;

	private final EntryCounter counter;

	/**
	 * A gate.
	 * @param wanted whether the level of an entry, not redacted yet, is enabled
	 * @param next takes what passes
	 * @param counter is told what does not
	 */
	public LevelGate(Predicate<AccessLogEntry> wanted, ExchangeSink next, EntryCounter counter) {
		this.wanted = wanted;
		this.next = next;
		this.counter = counter;
	}

	@Override
	public void accept(FinishedExchange exchange) {
		boolean passes;
		try {
			passes = this.wanted.test(exchange.entry());
		}
		catch (Throwable ex) {
			// A filter of the logging system, say. No reason to fail the request.
			exchange.release();
			this.counter.failed();
			return;
		}
		if (passes) {
			this.next.accept(exchange);
		}
		else {
			exchange.release();
			this.counter.unwanted();
		}
	}

}
