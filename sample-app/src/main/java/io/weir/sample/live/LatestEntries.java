// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.sample.live;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.stereotype.Component;

/**
 * The newest entries of the access log, as they were written, for the live page. One more
 * appender of the logger: what is written elsewhere is written all the same. Keeps
 * {@value #CAPACITY} entries; what the page itself polls is left out.
 */
@Component
class LatestEntries extends AppenderBase<ILoggingEvent> implements InitializingBean, DisposableBean {

	private static final int CAPACITY = 60;

	private final Logger accessLog = ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger("weir.access");

	private final Deque<Entry> entries = new ArrayDeque<>();

	private long lastNumber;

	@Override
	public void afterPropertiesSet() {
		setContext(this.accessLog.getLoggerContext());
		start();
		this.accessLog.addAppender(this);
	}

	@Override
	public void destroy() {
		this.accessLog.detachAppender(this);
		stop();
	}

	@Override
	protected void append(ILoggingEvent event) {
		Map<String, Object> fields = new LinkedHashMap<>();
		List<KeyValuePair> pairs = event.getKeyValuePairs();
		if (pairs != null) {
			pairs.forEach((pair) -> fields.put(pair.key, pair.value));
		}
		if (isPoll(fields)) {
			return;
		}
		synchronized (this.entries) {
			this.entries.addLast(new Entry(++this.lastNumber, event.getTimeStamp(), event.getLevel().toString(),
					event.getFormattedMessage(), fields));
			if (this.entries.size() > CAPACITY) {
				this.entries.removeFirst();
			}
		}
	}

	private static boolean isPoll(Map<String, Object> fields) {
		return "GET".equals(fields.get("http.request.method")) && fields.get("url.path") instanceof String path
				&& path.startsWith("/actuator");
	}

	/**
	 * The entries newer than a number, oldest first.
	 */
	List<Entry> after(long number) {
		synchronized (this.entries) {
			return this.entries.stream().filter((entry) -> entry.number() > number).toList();
		}
	}

	/**
	 * One entry.
	 *
	 * @param number counts up from 1
	 * @param time when it was written, milliseconds since the epoch
	 * @param level its level
	 * @param message the line
	 * @param fields its fields by name
	 */
	record Entry(long number, long time, String level, String message, Map<String, Object> fields) {
	}

}
