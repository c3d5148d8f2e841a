// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.servlet;

import io.weir.accesslog.body.BodyBudget;
import io.weir.accesslog.body.BodyMode;
import io.weir.accesslog.body.MediaTypes;
import io.weir.accesslog.emit.ExchangeSink;
import io.weir.accesslog.metrics.AccessLogCounters;
import org.jspecify.annotations.Nullable;

/**
 * What is recorded of exchanges, and where finished ones go.
 *
 * @param requestHeaders the request headers to log
 * @param responseHeaders the response headers to log
 * @param requestIdHeader the header that carries the request id, or {@code null}
 * @param slowNanos an exchange at least this long is slow, nanoseconds
 * @param samplingRate the share of successful, fast exchanges that is logged, 0 to 1
 * @param requestBody when request bodies are logged
 * @param responseBody when response bodies are logged
 * @param mediaTypes the types of bodies that may be kept
 * @param maxBodyBytes the most that is kept of one body
 * @param budget the memory of all kept bodies
 * @param counters what is counted
 * @param sink where finished exchanges go
 */
public record ExchangePolicy(HeaderNames requestHeaders, HeaderNames responseHeaders, @Nullable String requestIdHeader,
		long slowNanos, double samplingRate, BodyMode requestBody, BodyMode responseBody, MediaTypes mediaTypes,
		int maxBodyBytes, BodyBudget budget, AccessLogCounters counters, ExchangeSink sink) {
}
