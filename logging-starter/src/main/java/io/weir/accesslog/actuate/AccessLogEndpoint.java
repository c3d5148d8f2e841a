// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.actuate;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import io.weir.accesslog.body.BodyCaptures;
import io.weir.accesslog.body.BodyMode;
import io.weir.accesslog.body.BodyModes;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import org.springframework.web.util.pattern.PatternParseException;

/**
 * The endpoint {@code accesslog}: shows the settings and the counts, and keeps bodies for
 * some paths for some time.
 */
@WebEndpoint(id = "accesslog")
public final class AccessLogEndpoint {

	/**
	 * What is answered with 400 when the body of a request cannot be read as an object of
	 * texts.
	 */
	public static final Map<String, Object> UNREADABLE = reason("the body must be one JSON object such as "
			+ "{\"path\": \"/payments/**\", \"request\": \"always\", \"duration\": \"PT5M\"}: path, request, response "
			+ "and duration, all of them strings");

	// Milliseconds to Boot, which nobody means who writes 300.
	private static final Pattern BARE_NUMBER = Pattern.compile("\\s*[+-]?\\d+\\s*");

	private final Supplier<AccessLogReport> report;

	private final BodyCaptures captures;

	/**
	 * Makes the endpoint.
	 * @param report tells the settings and the counts
	 * @param captures starts and stops captures
	 */
	public AccessLogEndpoint(Supplier<AccessLogReport> report, BodyCaptures captures) {
		this.report = report;
		this.captures = captures;
	}

	/**
	 * Shows the effective settings, the counts, the queue, the memory and what is active.
	 * @return the report
	 */
	@ReadOperation
	public AccessLogReport report() {
		return this.report.get();
	}

	/**
	 * Starts to keep bodies for some paths. It stops by itself.
	 * @param path a path pattern
	 * @param request when request bodies are kept: {@code always}, {@code on-error} or
	 * {@code never}
	 * @param response when response bodies are kept, likewise
	 * @param duration how long, at most an hour: {@code PT5M} (ISO 8601), or {@code 5m}
	 * @return what was started, or why it was not
	 */
	@WriteOperation
	public WebEndpointResponse<?> start(@Nullable String path, @Nullable String request, @Nullable String response,
			@Nullable String duration) {
		try {
			PathPattern pattern = pattern(path);
			BodyModes modes = new BodyModes(mode("request", request), mode("response", response));
			if (modes.equals(new BodyModes(BodyMode.NEVER, BodyMode.NEVER))) {
				throw new IllegalArgumentException("request or response must be always or on-error");
			}
			return new WebEndpointResponse<>(ActiveCapture.of(this.captures.start(pattern, modes, duration(duration))));
		}
		catch (IllegalArgumentException ex) {
			return badRequest(String.valueOf(ex.getMessage()));
		}
	}

	/**
	 * Stops to keep bodies.
	 * @param id names what was started
	 * @return 204, or 404 when it is not active
	 */
	@DeleteOperation
	public WebEndpointResponse<Void> stop(@Selector String id) {
		return new WebEndpointResponse<>(
				this.captures.stop(id) ? WebEndpointResponse.STATUS_NO_CONTENT : WebEndpointResponse.STATUS_NOT_FOUND);
	}

	static WebEndpointResponse<?> badRequest(String reason) {
		return new WebEndpointResponse<>(reason(reason), WebEndpointResponse.STATUS_BAD_REQUEST);
	}

	private static Map<String, Object> reason(String reason) {
		return Map.of("status", WebEndpointResponse.STATUS_BAD_REQUEST, "error", "Bad Request", "message", reason);
	}

	private static PathPattern pattern(@Nullable String path) {
		if (path == null || !path.startsWith("/")) {
			throw new IllegalArgumentException("path must be a path pattern that starts with '/': " + path);
		}
		try {
			return PathPatternParser.defaultInstance.parse(path);
		}
		catch (PatternParseException ex) {
			throw new IllegalArgumentException("path is no path pattern: " + ex.getMessage(), ex);
		}
	}

	private static BodyMode mode(String name, @Nullable String value) {
		if (value == null) {
			return BodyMode.NEVER;
		}
		List<BodyMode> modes = Arrays.asList(BodyMode.values());
		for (BodyMode mode : modes) {
			if (text(mode).equals(value)) {
				return mode;
			}
		}
		throw new IllegalArgumentException(
				name + " must be one of " + modes.stream().map(AccessLogEndpoint::text).toList() + ": " + value);
	}

	static String text(BodyMode mode) {
		return mode.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	private static Duration duration(@Nullable String value) {
		if (value == null) {
			throw new IllegalArgumentException("duration must be given, such as PT5M");
		}
		if (BARE_NUMBER.matcher(value).matches()) {
			throw new IllegalArgumentException("duration must have a unit, such as PT5M or 5m: " + value);
		}
		try {
			return DurationStyle.detectAndParse(value);
		}
		catch (IllegalArgumentException | ArithmeticException ex) {
			throw new IllegalArgumentException("duration must be one such as PT5M or 5m: " + value, ex);
		}
	}

}
