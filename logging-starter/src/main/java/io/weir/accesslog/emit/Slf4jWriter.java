// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.emit;

import java.util.concurrent.atomic.AtomicReference;

import io.weir.accesslog.AccessLogEntry;
import io.weir.accesslog.AccessLogWriter;
import io.weir.accesslog.format.AccessLogFormatter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * Writes entries to an SLF4J logger, each at its own level. Safe for use by several
 * threads.
 */
public final class Slf4jWriter implements AccessLogWriter {

	private static final int MAX_REUSED_CHARS = 64 * 1024;

	private final Logger logger;

	private final AccessLogFormatter formatter;

	private final EntryLevels levels;

	private final AtomicReference<@Nullable StringBuilder> spareLine = new AtomicReference<>();

	/**
	 * A writer.
	 * @param logger the logger that receives entries
	 * @param formatter renders the message
	 * @param levels the levels of entries
	 */
	public Slf4jWriter(Logger logger, AccessLogFormatter formatter, EntryLevels levels) {
		this.logger = logger;
		this.formatter = formatter;
		this.levels = levels;
	}

	@Override
	public void write(AccessLogEntry entry) {
		Level level = this.levels.levelOf(entry);
		if (level != null && this.logger.isEnabledForLevel(level)) {
			log(level, message(entry));
		}
	}

	private String message(AccessLogEntry entry) {
		StringBuilder line = this.spareLine.getAndSet(null);
		if (line == null) {
			line = new StringBuilder(512);
		}
		this.formatter.format(entry, line);
		String message = line.toString();
		if (line.capacity() <= MAX_REUSED_CHARS) {
			line.setLength(0);
			this.spareLine.set(line);
		}
		return message;
	}

	// The plain methods make no event builder.
	private void log(Level level, String message) {
		switch (level) {
			case ERROR -> this.logger.error(message);
			case WARN -> this.logger.warn(message);
			case INFO -> this.logger.info(message);
			case DEBUG -> this.logger.debug(message);
			case TRACE -> this.logger.trace(message);
		}
	}

}
