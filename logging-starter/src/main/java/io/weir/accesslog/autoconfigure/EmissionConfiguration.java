// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.autoconfigure;

import java.time.ZoneId;
import java.util.Locale;

import io.weir.accesslog.AccessLogCustomizer;
import io.weir.accesslog.AccessLogWriter;
import io.weir.accesslog.BodyRedactor;
import io.weir.accesslog.HeaderRedactor;
import io.weir.accesslog.autoconfigure.AccessLogProperties.EntryLevel;
import io.weir.accesslog.emit.DirectSink;
import io.weir.accesslog.emit.EntryLevels;
import io.weir.accesslog.emit.ExchangeSink;
import io.weir.accesslog.emit.LevelGate;
import io.weir.accesslog.emit.QueuedSink;
import io.weir.accesslog.emit.Slf4jWriter;
import io.weir.accesslog.format.AccessLogFormatter;
import io.weir.accesslog.format.FieldNames;
import io.weir.accesslog.format.JsonFormatter;
import io.weir.accesslog.format.NcsaFormatter;
import io.weir.accesslog.metrics.AccessLogCounters;
import io.weir.accesslog.redact.EntryRedactor;
import io.weir.accesslog.redact.NamedHeaderRedactor;
import io.weir.accesslog.redact.TypedBodyRedactor;
import io.weir.accesslog.redact.UrlRedactor;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The way of an entry from the end of its exchange to the log.
 */
@Configuration(proxyBeanMethods = false)
class EmissionConfiguration {

	@Bean
	UrlRedactor accessLogUrlRedactor(AccessLogProperties properties) {
		return new UrlRedactor(properties.redact().queryParameters(), properties.redact().mask());
	}

	@Bean
	@ConditionalOnMissingBean
	HeaderRedactor accessLogHeaderRedactor(AccessLogProperties properties, UrlRedactor urls) {
		return new NamedHeaderRedactor(properties.redact().headers(), urls, properties.redact().mask());
	}

	@Bean
	@ConditionalOnMissingBean
	BodyRedactor accessLogBodyRedactor(AccessLogProperties properties) {
		return new TypedBodyRedactor(properties.redact().fields(), properties.redact().mask());
	}

	@Bean
	EntryLevels accessLogEntryLevels(AccessLogProperties properties) {
		AccessLogProperties.Level level = properties.level();
		return new EntryLevels(level(level.success()), level(level.clientError()), level(level.serverError()),
				level(level.slow()));
	}

	@Bean
	@ConditionalOnMissingBean
	AccessLogWriter accessLogWriter(AccessLogProperties properties, EntryLevels levels) {
		return new Slf4jWriter(LoggerFactory.getLogger(properties.loggerName()), formatter(properties), levels);
	}

	@Bean
	DirectSink accessLogDirectSink(UrlRedactor urls, HeaderRedactor headers, BodyRedactor bodies,
			ObjectProvider<AccessLogCustomizer> customizers, AccessLogWriter writer, AccessLogCounters counters) {
		return new DirectSink(new EntryRedactor(urls, headers, bodies), customizers.orderedStream().toList(), writer,
				counters);
	}

	@Bean
	@ConditionalOnBooleanProperty(name = "weir.access-log.async.enabled", matchIfMissing = true)
	QueuedSink accessLogQueuedSink(AccessLogProperties properties, DirectSink direct, AccessLogCounters counters) {
		AccessLogProperties.Async async = properties.async();
		return new QueuedSink(direct, async.queueCapacity(), async.overflow(), async.shutdownTimeout(), counters);
	}

	@Bean
	LevelGate accessLogLevelGate(AccessLogProperties properties, EntryLevels levels, DirectSink direct,
			ObjectProvider<QueuedSink> queued, AccessLogCounters counters) {
		ExchangeSink next = queued.getIfAvailable();
		return new LevelGate(levels, LoggerFactory.getLogger(properties.loggerName()), (next != null) ? next : direct,
				counters);
	}

	private static AccessLogFormatter formatter(AccessLogProperties properties) {
		return switch (properties.format()) {
			case COMMON -> NcsaFormatter.common(ZoneId.systemDefault());
			case COMBINED, PATTERN -> NcsaFormatter.combined(ZoneId.systemDefault());
			case JSON -> new JsonFormatter(FieldNames.OTEL);
		};
	}

	private static @Nullable Level level(EntryLevel level) {
		return (level != EntryLevel.OFF) ? Level.valueOf(level.name().toUpperCase(Locale.ROOT)) : null;
	}

}
