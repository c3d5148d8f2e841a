// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.emit;

import java.util.concurrent.atomic.AtomicInteger;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import org.slf4j.LoggerFactory;

/**
 * A log whose appender throws out of whoever logs a warning of the starter, until it is
 * closed.
 */
final class FailingLog extends UnsynchronizedAppenderBase<ILoggingEvent> implements AutoCloseable {

	private final Logger logger = (Logger) LoggerFactory.getLogger("io.weir.accesslog");

	private final AtomicInteger failures = new AtomicInteger();

	static FailingLog attach() {
		FailingLog log = new FailingLog();
		log.setContext(log.logger.getLoggerContext());
		log.start();
		log.logger.addAppender(log);
		return log;
	}

	int failures() {
		return this.failures.get();
	}

	@Override
	public void doAppend(ILoggingEvent event) {
		this.failures.incrementAndGet();
		throw new IllegalStateException("deliberate");
	}

	@Override
	protected void append(ILoggingEvent event) {
	}

	@Override
	public void close() {
		this.logger.detachAppender(this);
		stop();
	}

}
