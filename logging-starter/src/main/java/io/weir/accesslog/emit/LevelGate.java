// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.emit;

import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * Lets through what is to be logged at all, before it takes a place in the queue.
 */
public final class LevelGate implements ExchangeSink {

	private final EntryLevels levels;

	private final Logger logger;

	private final ExchangeSink next;

	private final EntryCounter counter;

	/**
	 * A gate.
	 * @param levels the levels of entries
	 * @param logger the logger whose level counts
	 * @param next takes what passes
	 * @param counter is told what does not
	 */
	public LevelGate(EntryLevels levels, Logger logger, ExchangeSink next, EntryCounter counter) {
		this.levels = levels;
		this.logger = logger;
		this.next = next;
		this.counter = counter;
	}

	@Override
	public void accept(FinishedExchange exchange) {
		Level level = this.levels.levelOf(exchange.entry());
		if (level != null && this.logger.isEnabledForLevel(level)) {
			this.next.accept(exchange);
		}
		else {
			exchange.release();
			this.counter.unwanted();
		}
	}

}
