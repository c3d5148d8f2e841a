// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.emit;

import java.io.IOException;

import io.weir.accesslog.AccessLogEntry;
import io.weir.accesslog.AccessLogWriter;
import io.weir.accesslog.format.AccessLogFormatter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * Writes entries as lines: to an SLF4J logger, each at its own level, or to a file, or to
 * both. The logger is called in a logging context (MDC) that holds the entry's own
 * identifiers and nothing else. Safe for use by several threads.
 */
public final class LineWriter implements AccessLogWriter {

	private final AccessLogFormatter formatter;

	private final SpareLine spareLine = new SpareLine();

	private final EntryLevels levels;

	private final Logger logger;

	private final @Nullable KeyValues keyValues;

	private final @Nullable RolledFile file;

	private final boolean loggerAsWell;

	/**
	 * A writer to a logger.
	 * @param formatter renders the lines
	 * @param levels the levels of entries
	 * @param logger the logger that receives entries
	 * @param keyValues attaches the fields, or {@code null} to leave them to the message
	 */
	public LineWriter(AccessLogFormatter formatter, EntryLevels levels, Logger logger, @Nullable KeyValues keyValues) {
		this(formatter, levels, logger, keyValues, null, true);
	}

	/**
	 * A writer to a file, a logger, or both.
	 * @param formatter renders the lines
	 * @param levels the levels of entries
	 * @param logger the logger whose level counts also when the file alone is written
	 * @param keyValues attaches the fields, or {@code null} to leave them to the message
	 * @param file the file, closed by whoever opened it, or {@code null} for none
	 * @param loggerAsWell whether entries go to the logger too
	 */
	public LineWriter(AccessLogFormatter formatter, EntryLevels levels, Logger logger, @Nullable KeyValues keyValues,
			@Nullable RolledFile file, boolean loggerAsWell) {
		this.formatter = formatter;
		this.levels = levels;
		this.logger = logger;
		this.keyValues = keyValues;
		this.file = file;
		this.loggerAsWell = loggerAsWell;
	}

	/**
	 * Whether an entry is to be written at all: its level is not off, and enabled on the
	 * logger.
	 * @param entry the entry
	 * @return whether it would be written
	 */
	public boolean accepts(AccessLogEntry entry) {
		Level level = this.levels.levelOf(entry);
		return level != null && this.logger.isEnabledForLevel(level);
	}

	@Override
	public void write(AccessLogEntry entry) throws IOException {
		Level level = this.levels.levelOf(entry);
		if (level == null || !this.logger.isEnabledForLevel(level)) {
			return;
		}
		StringBuilder line = this.spareLine.take();
		try {
			this.formatter.format(entry, line);
			if (this.file != null) {
				this.file.append(line);
			}
			if (this.loggerAsWell) {
				log(level, line.toString(), entry);
			}
		}
		finally {
			this.spareLine.giveBack(line);
		}
	}

	private void log(Level level, String line, AccessLogEntry entry) {
		try (LoggingContext context = LoggingContext.of(entry.correlation())) {
			if (this.keyValues != null) {
				this.keyValues.attach(entry, this.logger.atLevel(level)).log(line);
			}
			else {
				log(level, line);
			}
		}
	}

	// The plain methods make no event builder.
	private void log(Level level, String line) {
		switch (level) {
			case ERROR -> this.logger.error(line);
			case WARN -> this.logger.warn(line);
			case INFO -> this.logger.info(line);
			case DEBUG -> this.logger.debug(line);
			case TRACE -> this.logger.trace(line);
		}
	}

}
