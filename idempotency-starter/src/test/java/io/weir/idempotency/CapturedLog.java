// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency;

import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import org.slf4j.LoggerFactory;

/**
 * What the starter logs while this is open, whatever applications that ran before in the
 * same virtual machine have left of the logging system.
 */
public final class CapturedLog implements AutoCloseable {

	private final Logger logger = (Logger) LoggerFactory.getLogger("io.weir.idempotency");

	private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

	public CapturedLog() {
		this.logger.getLoggerContext().getTurboFilterList().clear();
		this.logger.setLevel(Level.INFO);
		this.appender.start();
		this.logger.addAppender(this.appender);
	}

	public List<String> messages() {
		return this.appender.list.stream().map(CapturedLog::text).toList();
	}

	private static String text(ILoggingEvent event) {
		IThrowableProxy thrown = event.getThrowableProxy();
		return event.getFormattedMessage() + ((thrown != null) ? ": " + thrown.getMessage() : "");
	}

	@Override
	public void close() {
		this.logger.detachAppender(this.appender);
	}

}
