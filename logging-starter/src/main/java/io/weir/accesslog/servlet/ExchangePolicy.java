// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.servlet;

import io.weir.accesslog.body.BodyBudget;
import io.weir.accesslog.body.BodyCaptures;
import io.weir.accesslog.body.MediaTypes;
import io.weir.accesslog.client.ClientAddresses;
import io.weir.accesslog.emit.ExchangeSink;
import io.weir.accesslog.metrics.AccessLogCounters;
import org.jspecify.annotations.Nullable;

/**
 * What is recorded of which exchanges, and where finished ones go.
 *
 * @param paths the paths to log
 * @param requestHeaders the request headers to log
 * @param responseHeaders the response headers to log
 * @param clientAddresses finds the client behind proxies
 * @param requestIdHeader the header that carries the request id, or {@code null}
 * @param slowNanos an exchange at least this long is slow, nanoseconds
 * @param samplingRate the share of successful, fast exchanges that is logged, 0 to 1
 * @param bodies what is kept of bodies
 * @param counters what is counted
 * @param sink where finished exchanges go
 */
public record ExchangePolicy(PathSelection paths, HeaderNames requestHeaders, HeaderNames responseHeaders,
		ClientAddresses clientAddresses, @Nullable String requestIdHeader, long slowNanos, double samplingRate,
		Bodies bodies, AccessLogCounters counters, ExchangeSink sink) {

	/**
	 * What is kept of bodies.
	 *
	 * @param captures when bodies are logged
	 * @param mediaTypes the types of bodies that may be kept
	 * @param maxBytes the most that is kept of one body
	 * @param budget the memory of all kept bodies
	 */
	public record Bodies(BodyCaptures captures, MediaTypes mediaTypes, int maxBytes, BodyBudget budget) {
	}

}
