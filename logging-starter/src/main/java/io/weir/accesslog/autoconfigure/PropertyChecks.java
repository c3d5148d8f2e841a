// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import io.weir.accesslog.client.ClientAddresses;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.unit.DataSize;
import org.springframework.web.util.pattern.PathPatternParser;
import org.springframework.web.util.pattern.PatternParseException;

/**
 * Refuses settings that no exchange could be logged with, each by its name and with what
 * is allowed instead.
 */
final class PropertyChecks {

	private static final String PREFIX = "weir.access-log.";

	private static final long ARRAY_LIMIT = 64 * 1024 * 1024;

	// RFC 9110 section 5.6.2
	private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

	// RFC 6838 section 4.2, with wildcards
	private static final Pattern MEDIA_TYPE = Pattern
		.compile("(NAME|\\*)/(NAME|\\*)|\\+NAME".replace("NAME", "[0-9A-Za-z][0-9A-Za-z!#$&^_.+-]*"));

	// In nanoseconds it still is a long.
	private static final Duration LONGEST = Duration.ofDays(36_500);

	private PropertyChecks() {
	}

	static void check(AccessLogProperties properties) {
		require(!properties.include().isEmpty(), "include", "",
				"one path pattern or more, such as /**; to log nothing, " + "set weir.access-log.enabled=false");
		paths("include", properties.include());
		paths("exclude", properties.exclude());
		require(!properties.loggerName().isBlank(), "logger-name", properties.loggerName(), "the name of a logger");
		boolean patternGiven = properties.pattern() != null && !properties.pattern().isBlank();
		require(properties.format() != AccessLogProperties.Format.PATTERN || patternGiven, "pattern",
				properties.pattern(), "a text with {field} tokens, as weir.access-log.format is pattern");
		duration("slow-threshold", properties.slowThreshold());
		DataSize maxSize = properties.body().maxSize();
		require(maxSize.toBytes() > 0 && maxSize.toBytes() <= ARRAY_LIMIT, "body.max-size", maxSize,
				"more than 0B and at most 64MB");
		contentTypes(properties.body().contentTypes());
		headers("headers.request", properties.headers().request());
		headers("headers.response", properties.headers().response());
		names("redact.names", properties.redact().names());
		names("redact.except", properties.redact().except());
		require(!properties.body().memoryLimit().isNegative(), "body.memory-limit", properties.body().memoryLimit(),
				"0B or more");
		double rate = properties.sampling().rate();
		require(rate >= 0 && rate <= 1, "sampling.rate", rate, "a number from 0 to 1");
		require(properties.file().maxSize().toBytes() > 0, "file.max-size", properties.file().maxSize(),
				"more than 0B");
		require(properties.file().maxHistory() > 0, "file.max-history", properties.file().maxHistory(), "1 or more");
		require(properties.file().totalSizeCap().toBytes() > properties.file().maxSize().toBytes(),
				"file.total-size-cap", properties.file().totalSizeCap(), "more than weir.access-log.file.max-size");
		int capacity = properties.async().queueCapacity();
		require(capacity > 0 && capacity <= 1 << 24, "async.queue-capacity", capacity, "1 to 16777216 entries");
		duration("async.shutdown-timeout", properties.async().shutdownTimeout());
		String header = properties.requestId().header();
		require(header == null || TOKEN.matcher(header).matches(), "request-id.header", header, "the name of a header");
		String believed = properties.clientAddress().header();
		require(ClientAddresses.X_FORWARDED_FOR.equalsIgnoreCase(believed)
				|| ClientAddresses.FORWARDED.equalsIgnoreCase(believed), "client-address.header", believed,
				"X-Forwarded-For or Forwarded");
		for (String proxy : properties.clientAddress().trustedProxies()) {
			proxy(proxy);
		}
	}

	private static void paths(String name, List<String> patterns) {
		for (String pattern : patterns) {
			try {
				PathPatternParser.defaultInstance.parse(pattern);
			}
			catch (PatternParseException ex) {
				throw invalid(name, pattern, "path patterns such as /api/**: " + ex.getMessage());
			}
			require(pattern.startsWith("/"), name, pattern, "path patterns that start with '/', such as /api/**");
		}
	}

	private static void proxy(String proxy) {
		try {
			new ClientAddresses(List.of(proxy), ClientAddresses.X_FORWARDED_FOR);
		}
		catch (IllegalArgumentException ex) {
			throw invalid("client-address.trusted-proxies", proxy,
					"IP addresses or CIDR blocks such as 10.0.0.0/8: " + ex.getMessage());
		}
	}

	private static void duration(String name, Duration duration) {
		require(!duration.isNegative() && duration.compareTo(LONGEST) <= 0, name, duration,
				"0s to " + LONGEST.toDays() + "d");
	}

	private static void headers(String name, Set<String> headers) {
		for (String header : headers) {
			require(TOKEN.matcher(header).matches(), name, header, "names of headers");
		}
	}

	private static void names(String name, Set<String> names) {
		for (String secret : names) {
			require(secret.chars().anyMatch(Character::isLetterOrDigit), name, secret,
					"names, each with a letter or digit");
		}
	}

	private static void contentTypes(Set<String> types) {
		for (String type : types) {
			require(MEDIA_TYPE.matcher(type).matches(), "body.content-types", type,
					"media types without parameters, such as application/json, text/*, +xml or */*");
		}
	}

	private static void require(boolean met, String name, @Nullable Object value, String allowed) {
		if (!met) {
			throw invalid(name, value, allowed);
		}
	}

	private static InvalidConfigurationPropertyValueException invalid(String name, @Nullable Object value,
			String allowed) {
		return new InvalidConfigurationPropertyValueException(PREFIX + name, value, "Allowed: " + allowed);
	}

}
