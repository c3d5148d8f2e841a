// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import io.weir.accesslog.body.BodyMode;
import io.weir.accesslog.emit.Overflow;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

/**
 * The settings of the access log.
 *
 * @param enabled Whether to write an access log.
 * @param include Path patterns of the requests to log.
 * @param exclude Path patterns of the requests not to log. Wins over 'include'.
 * @param loggerName Name of the logger that receives entries.
 * @param format Format of the message.
 * @param pattern Message for the format 'pattern': text with '{field}' tokens, such as
 * '{http.request.method} {url.path}'.
 * @param keyValues Whether to attach the fields of an entry as SLF4J key-values. 'auto'
 * attaches them when structured logging is on.
 * @param fieldNames Names of the fields. 'auto' is 'ecs' when the structured logging
 * format is 'ecs', else 'otel'.
 * @param slowThreshold Duration from which on an exchange is slow.
 * @param file the settings of the log file
 * @param body the settings of kept bodies
 * @param headers the settings of logged headers
 * @param redact the settings of redaction
 * @param level the levels of entries
 * @param sampling the settings of sampling
 * @param clientAddress the settings of client addresses
 * @param requestId the settings of request ids
 * @param async the settings of the queue
 */
@ConfigurationProperties("weir.access-log")
public record AccessLogProperties(@DefaultValue("true") boolean enabled, @DefaultValue("/**") List<String> include,
		@DefaultValue List<String> exclude, @DefaultValue("weir.access") String loggerName,
		@DefaultValue("combined") Format format, @Nullable String pattern, @DefaultValue("auto") KeyValues keyValues,
		@DefaultValue("auto") FieldNames fieldNames, @DefaultValue("1s") Duration slowThreshold,
		@DefaultValue File file, @DefaultValue Body body, @DefaultValue Headers headers, @DefaultValue Redact redact,
		@DefaultValue Level level, @DefaultValue Sampling sampling, @DefaultValue ClientAddress clientAddress,
		@DefaultValue RequestId requestId, @DefaultValue Async async) {

	/**
	 * Formats of the message.
	 */
	public enum Format {

		/** NCSA common log format. */
		COMMON,

		/** NCSA combined log format. */
		COMBINED,

		/** One JSON object a line. */
		JSON,

		/** The given pattern. */
		PATTERN

	}

	/**
	 * When fields are attached as key-values.
	 */
	public enum KeyValues {

		/** Always. */
		ALWAYS,

		/** Never. */
		NEVER,

		/** When structured logging is on. */
		AUTO

	}

	/**
	 * How fields are named.
	 */
	public enum FieldNames {

		/** OpenTelemetry's names. */
		OTEL,

		/** The Elastic Common Schema's names. */
		ECS,

		/** As the structured logging format asks for. */
		AUTO

	}

	/**
	 * The log file.
	 *
	 * @param name File that entries go to. None by default.
	 * @param additive Whether entries go to the logger's own appenders as well.
	 * @param maxSize Size at which the file is rolled.
	 * @param maxHistory Number of days that rolled files are kept.
	 * @param totalSizeCap Size of all rolled files together.
	 */
	public record File(@Nullable String name, @DefaultValue("false") boolean additive,
			@DefaultValue("100MB") DataSize maxSize, @DefaultValue("7") int maxHistory,
			@DefaultValue("1GB") DataSize totalSizeCap) {

		/**
		 * The settings of the log file; no file when its name is blank.
		 */
		public File {
			name = StringUtils.hasText(name) ? name : null;
		}

	}

	/**
	 * Kept bodies.
	 *
	 * @param request When bodies of requests are logged.
	 * @param response When bodies of responses are logged.
	 * @param maxSize Most that is kept of one body.
	 * @param memoryLimit Most that is kept of all bodies at one time.
	 * @param contentTypes Media types whose bodies may be kept.
	 */
	public record Body(@DefaultValue("never") BodyMode request, @DefaultValue("never") BodyMode response,
			@DefaultValue("4KB") DataSize maxSize, @DefaultValue("16MB") DataSize memoryLimit, @DefaultValue( {
					"application/json", "+json", "application/xml", "+xml", "text/*",
					"application/x-www-form-urlencoded" }) Set<String> contentTypes){
	}

	/**
	 * Logged headers.
	 *
	 * @param request Names of the request headers to log, '*' for all.
	 * @param response Names of the response headers to log, '*' for all.
	 */
	public record Headers(@DefaultValue Set<String> request, @DefaultValue Set<String> response) {
	}

	/**
	 * Redaction.
	 *
	 * @param names Names whose values are hidden in addition to the built-in ones,
	 * wherever they stand: header, query or form parameter, JSON member, XML element or
	 * attribute, path variable, added field. Letter case, '_', '-' and a leading 'X-'
	 * make no difference.
	 * @param except Names whose values are shown although a built-in rule hides them.
	 * @param defaults Whether the built-in names and rules are on.
	 * @param mask Text that takes the place of a hidden value.
	 */
	public record Redact(@DefaultValue Set<String> names, @DefaultValue Set<String> except,
			@DefaultValue("true") boolean defaults, @DefaultValue("***") String mask) {
	}

	/**
	 * Levels of entries.
	 *
	 * @param success Level of successful exchanges.
	 * @param clientError Level of exchanges answered with 400 to 499.
	 * @param serverError Level of exchanges answered with 500 and up.
	 * @param slow Level of slow exchanges.
	 */
	public record Level(@DefaultValue("info") EntryLevel success, @DefaultValue("info") EntryLevel clientError,
			@DefaultValue("error") EntryLevel serverError, @DefaultValue("warn") EntryLevel slow) {
	}

	/**
	 * The level of an entry.
	 */
	public enum EntryLevel {

		/** Drops the entry. */
		OFF,

		/** Trace. */
		TRACE,

		/** Debug. */
		DEBUG,

		/** Info. */
		INFO,

		/** Warn. */
		WARN,

		/** Error. */
		ERROR

	}

	/**
	 * Sampling.
	 *
	 * @param rate Share of successful, fast exchanges that is logged, 0 to 1. Errors and
	 * slow exchanges always are.
	 */
	public record Sampling(@DefaultValue("1.0") double rate) {
	}

	/**
	 * Client addresses.
	 *
	 * @param trustedProxies Addresses or CIDR blocks of the proxies that may tell the
	 * client's address.
	 * @param header The one header that is believed: 'X-Forwarded-For' or 'Forwarded'.
	 */
	public record ClientAddress(@DefaultValue List<String> trustedProxies,
			@DefaultValue("X-Forwarded-For") String header) {
	}

	/**
	 * Request ids.
	 *
	 * @param header Header that carries the request id, such as 'X-Request-Id'. None by
	 * default.
	 */
	public record RequestId(@Nullable String header) {

		/**
		 * The settings of request ids; none when the header's name is blank.
		 */
		public RequestId {
			header = StringUtils.hasText(header) ? header : null;
		}

	}

	/**
	 * The queue.
	 *
	 * @param enabled Whether entries are written by a thread of their own.
	 * @param queueCapacity Number of entries that may wait. Together they hold at most
	 * 2KB for each of that number, kept bodies aside.
	 * @param overflow What becomes of an entry when the queue is full.
	 * @param shutdownTimeout How long to write waiting entries at shutdown.
	 */
	public record Async(@DefaultValue("true") boolean enabled, @DefaultValue("8192") int queueCapacity,
			@DefaultValue("drop") Overflow overflow, @DefaultValue("5s") Duration shutdownTimeout) {
	}

}
