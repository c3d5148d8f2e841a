// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.format;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Map;

import io.weir.accesslog.AccessLogEntry;
import io.weir.accesslog.AccessLogEntry.Request;
import org.jspecify.annotations.Nullable;

/**
 * The NCSA common and combined log formats as Apache's {@code mod_log_config} defines
 * them: {@code %h %l %u %t "%r" %>s %b}, and combined adds {@code "%{Referer}i"
 * "%{User-Agent}i"}. Absent values are {@code -}, no body is {@code -}, months are
 * English in every locale.
 */
public final class NcsaFormatter implements AccessLogFormatter {

	private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder().appendPattern("'['dd/")
		.appendText(ChronoField.MONTH_OF_YEAR,
				Map.ofEntries(Map.entry(1L, "Jan"), Map.entry(2L, "Feb"), Map.entry(3L, "Mar"), Map.entry(4L, "Apr"),
						Map.entry(5L, "May"), Map.entry(6L, "Jun"), Map.entry(7L, "Jul"), Map.entry(8L, "Aug"),
						Map.entry(9L, "Sep"), Map.entry(10L, "Oct"), Map.entry(11L, "Nov"), Map.entry(12L, "Dec")))
		.appendPattern("/yyyy:HH:mm:ss xx']'")
		.toFormatter(Locale.ROOT);

	private final boolean combined;

	private final SecondClock clock;

	private NcsaFormatter(boolean combined, ZoneId zone) {
		this.combined = combined;
		this.clock = new SecondClock((second) -> TIME.format(Instant.ofEpochSecond(second).atZone(zone)));
	}

	/**
	 * The common log format.
	 * @param zone the zone that times are given in
	 * @return the formatter
	 */
	public static NcsaFormatter common(ZoneId zone) {
		return new NcsaFormatter(false, zone);
	}

	/**
	 * The combined log format.
	 * @param zone the zone that times are given in
	 * @return the formatter
	 */
	public static NcsaFormatter combined(ZoneId zone) {
		return new NcsaFormatter(true, zone);
	}

	@Override
	public void format(AccessLogEntry entry, StringBuilder line) {
		Request request = entry.request();
		LineText.bare(request.clientAddress(), line);
		line.append(" - ");
		LineText.bare(entry.handling().userName(), line);
		line.append(' ').append(this.clock.text(entry.timestampMillis())).append(" \"");
		requestLine(request, line);
		line.append("\" ").append(entry.response().status()).append(' ');
		long bytes = entry.response().bodyBytes();
		if (bytes > 0) {
			line.append(bytes);
		}
		else {
			line.append('-');
		}
		if (this.combined) {
			line.append(" \"");
			LineText.quoted(request.referer(), line);
			line.append("\" \"");
			LineText.quoted(request.userAgent(), line);
			line.append('"');
		}
	}

	private static void requestLine(Request request, StringBuilder line) {
		LineText.bare(request.method(), line);
		line.append(' ');
		LineText.bare(request.path(), line);
		String query = request.query();
		if (query != null) {
			line.append('?');
			if (!query.isEmpty()) {
				LineText.bare(query, line);
			}
		}
		appendProtocol(request.protocolVersion(), line);
	}

	private static void appendProtocol(@Nullable String version, StringBuilder line) {
		if (version != null) {
			line.append(" HTTP/");
			LineText.bare(version, line);
			// "2" is logged as HTTP/2.0 by Apache, nginx and Tomcat.
			if (version.indexOf('.') < 0) {
				line.append(".0");
			}
		}
	}

}
