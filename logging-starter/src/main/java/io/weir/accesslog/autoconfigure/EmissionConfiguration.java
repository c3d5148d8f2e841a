// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.autoconfigure;

import java.time.ZoneId;
import java.util.Locale;
import java.util.function.Predicate;

import io.weir.accesslog.AccessLogCustomizer;
import io.weir.accesslog.AccessLogEntry;
import io.weir.accesslog.AccessLogWriter;
import io.weir.accesslog.BodyRedactor;
import io.weir.accesslog.HeaderRedactor;
import io.weir.accesslog.autoconfigure.AccessLogProperties.EntryLevel;
import io.weir.accesslog.emit.DirectSink;
import io.weir.accesslog.emit.EntryLevels;
import io.weir.accesslog.emit.ExchangeSink;
import io.weir.accesslog.emit.KeyValues;
import io.weir.accesslog.emit.LevelGate;
import io.weir.accesslog.emit.LineWriter;
import io.weir.accesslog.emit.QueuedSink;
import io.weir.accesslog.emit.RolledFile;
import io.weir.accesslog.format.AccessLogFormatter;
import io.weir.accesslog.format.FieldNames;
import io.weir.accesslog.format.JsonFormatter;
import io.weir.accesslog.format.NcsaFormatter;
import io.weir.accesslog.format.PatternFormatter;
import io.weir.accesslog.metrics.AccessLogCounters;
import io.weir.accesslog.redact.EntryRedactor;
import io.weir.accesslog.redact.NamedHeaderRedactor;
import io.weir.accesslog.redact.SecretNames;
import io.weir.accesslog.redact.TypedBodyRedactor;
import io.weir.accesslog.redact.UrlRedactor;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/**
 * The way of an entry from the end of its exchange to the log.
 */
@Configuration(proxyBeanMethods = false)
class EmissionConfiguration {

	@Bean
	SecretNames accessLogSecretNames(AccessLogProperties properties) {
		AccessLogProperties.Redact redact = properties.redact();
		return new SecretNames(redact.names(), redact.except(), redact.defaults());
	}

	@Bean
	@ConditionalOnMissingBean
	HeaderRedactor accessLogHeaderRedactor(AccessLogProperties properties, SecretNames names) {
		String mask = properties.redact().mask();
		return new NamedHeaderRedactor(names, new UrlRedactor(names, mask), mask);
	}

	@Bean
	@ConditionalOnMissingBean
	BodyRedactor accessLogBodyRedactor(AccessLogProperties properties, SecretNames names) {
		return new TypedBodyRedactor(names, properties.redact().mask());
	}

	@Bean
	EntryLevels accessLogEntryLevels(AccessLogProperties properties) {
		AccessLogProperties.Level level = properties.level();
		return new EntryLevels(level(level.success()), level(level.clientError()), level(level.serverError()),
				level(level.slow()));
	}

	@Bean
	StructuredLogging accessLogStructuredLogging(Environment environment) {
		return new StructuredLogging(environment);
	}

	@Bean
	@ConditionalOnMissingBean
	AccessLogFormatter accessLogFormatter(AccessLogProperties properties, StructuredLogging structured) {
		return switch (properties.format()) {
			case COMMON -> NcsaFormatter.common(ZoneId.systemDefault());
			case COMBINED -> NcsaFormatter.combined(ZoneId.systemDefault());
			case JSON -> new JsonFormatter(names(properties, structured));
			case PATTERN -> pattern(properties.pattern());
		};
	}

	private static AccessLogFormatter pattern(@Nullable String pattern) {
		try {
			return new PatternFormatter(String.valueOf(pattern));
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidConfigurationPropertyValueException("weir.access-log.pattern", pattern, ex.getMessage());
		}
	}

	private static FieldNames names(AccessLogProperties properties, StructuredLogging structured) {
		return switch (properties.fieldNames()) {
			case OTEL -> FieldNames.OTEL;
			case ECS -> FieldNames.ECS;
			case AUTO -> structured.isEcs() ? FieldNames.ECS : FieldNames.OTEL;
		};
	}

	@Bean
	@Conditional(OnFileName.class)
	@ConditionalOnMissingBean(AccessLogWriter.class)
	RolledFile accessLogFile(AccessLogProperties properties) {
		AccessLogProperties.File file = properties.file();
		if (!ClassUtils.isPresent("ch.qos.logback.core.rolling.RollingFileAppender", null)) {
			throw new InvalidConfigurationPropertyValueException("weir.access-log.file.name", file.name(),
					"the file is written by Logback, which is not on the class path. With another logging system, "
							+ "give the logger '" + properties.loggerName() + "' a file appender of its own.");
		}
		try {
			return new RolledFile(new RolledFile.Settings(String.valueOf(file.name()), file.maxSize().toBytes(),
					file.maxHistory(), file.totalSizeCap().toBytes()));
		}
		catch (IllegalArgumentException | IllegalStateException ex) {
			throw new InvalidConfigurationPropertyValueException("weir.access-log.file.name", file.name(),
					ex.getMessage());
		}
	}

	@Bean
	@ConditionalOnMissingBean
	AccessLogWriter accessLogWriter(AccessLogProperties properties, AccessLogFormatter formatter,
			StructuredLogging structured, EntryLevels levels, ObjectProvider<RolledFile> file) {
		boolean attach = switch (properties.keyValues()) {
			case ALWAYS -> true;
			case NEVER -> false;
			case AUTO -> structured.isOn();
		};
		KeyValues keyValues = attach ? structured.keyValues(names(properties, structured)) : null;
		RolledFile rolled = file.getIfAvailable();
		return new LineWriter(formatter, levels, LoggerFactory.getLogger(properties.loggerName()), keyValues, rolled,
				rolled == null || properties.file().additive());
	}

	@Bean
	DirectSink accessLogDirectSink(AccessLogProperties properties, SecretNames names, HeaderRedactor headers,
			BodyRedactor bodies, ObjectProvider<AccessLogCustomizer> customizers,
			ObjectProvider<AccessLogWriter> writers, AccessLogCounters counters) {
		return new DirectSink(new EntryRedactor(names, properties.redact().mask(), headers, bodies),
				customizers.orderedStream().toList(), writers.orderedStream().toList(), counters);
	}

	@Bean
	@ConditionalOnSwitch("weir.access-log.async.enabled")
	QueuedSink accessLogQueuedSink(AccessLogProperties properties, DirectSink direct, AccessLogCounters counters) {
		AccessLogProperties.Async async = properties.async();
		return new QueuedSink(direct, async.queueCapacity(), async.overflow(), async.shutdownTimeout(), counters);
	}

	@Bean
	LevelGate accessLogLevelGate(EntryLevels levels, DirectSink direct, ObjectProvider<QueuedSink> queued,
			ObjectProvider<AccessLogWriter> writers, AccessLogCounters counters) {
		ExchangeSink next = queued.getIfAvailable();
		Predicate<AccessLogEntry> wanted = (writers.getIfUnique() instanceof LineWriter lines) ? lines::accepts
				: (entry) -> levels.levelOf(entry) != null;
		return new LevelGate(wanted, (next != null) ? next : direct, counters);
	}

	private static @Nullable Level level(EntryLevel level) {
		return (level != EntryLevel.OFF) ? Level.valueOf(level.name().toUpperCase(Locale.ROOT)) : null;
	}

	/**
	 * Matches when a file is named. Boot's own condition takes one named 'false' for
	 * none, and an empty name for one.
	 */
	static final class OnFileName implements Condition {

		@Override
		public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
			return Binder.get(context.getEnvironment())
				.bind("weir.access-log.file.name", String.class)
				.map(StringUtils::hasText)
				.orElse(false);
		}

	}

}
