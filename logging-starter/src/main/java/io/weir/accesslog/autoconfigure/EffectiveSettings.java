// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The settings by property name, as the endpoint shows them.
 */
final class EffectiveSettings {

	private final Map<String, Object> values = new LinkedHashMap<>();

	private EffectiveSettings() {
	}

	static Map<String, Object> of(AccessLogProperties properties) {
		EffectiveSettings settings = new EffectiveSettings();
		settings.put("include", properties.include());
		settings.put("exclude", properties.exclude());
		settings.put("logger-name", properties.loggerName());
		settings.put("format", properties.format());
		settings.put("pattern", properties.pattern());
		settings.put("key-values", properties.keyValues());
		settings.put("field-names", properties.fieldNames());
		settings.put("slow-threshold", properties.slowThreshold());
		settings.put("file.name", properties.file().name());
		settings.put("file.additive", properties.file().additive());
		settings.put("file.max-size", properties.file().maxSize());
		settings.put("file.max-history", properties.file().maxHistory());
		settings.put("file.total-size-cap", properties.file().totalSizeCap());
		settings.put("body.request", properties.body().request());
		settings.put("body.response", properties.body().response());
		settings.put("body.max-size", properties.body().maxSize());
		settings.put("body.memory-limit", properties.body().memoryLimit());
		settings.put("body.content-types", properties.body().contentTypes());
		settings.put("headers.request", properties.headers().request());
		settings.put("headers.response", properties.headers().response());
		settings.put("redact.names", properties.redact().names());
		settings.put("redact.except", properties.redact().except());
		settings.put("redact.defaults", properties.redact().defaults());
		settings.put("redact.mask", properties.redact().mask());
		settings.put("level.success", properties.level().success());
		settings.put("level.client-error", properties.level().clientError());
		settings.put("level.server-error", properties.level().serverError());
		settings.put("level.slow", properties.level().slow());
		settings.put("sampling.rate", properties.sampling().rate());
		settings.put("client-address.trusted-proxies", properties.clientAddress().trustedProxies());
		settings.put("client-address.header", properties.clientAddress().header());
		settings.put("request-id.header", properties.requestId().header());
		settings.put("async.enabled", properties.async().enabled());
		settings.put("async.queue-capacity", properties.async().queueCapacity());
		settings.put("async.overflow", properties.async().overflow());
		settings.put("async.shutdown-timeout", properties.async().shutdownTimeout());
		return settings.values;
	}

	private void put(String name, @Nullable Object value) {
		if (value instanceof Enum<?> constant) {
			this.values.put(name, constant.name().toLowerCase(Locale.ROOT).replace('_', '-'));
		}
		else if (value instanceof Number || value instanceof Boolean || value instanceof Iterable<?>) {
			this.values.put(name, value);
		}
		else if (value != null) {
			this.values.put(name, value.toString());
		}
	}

}
