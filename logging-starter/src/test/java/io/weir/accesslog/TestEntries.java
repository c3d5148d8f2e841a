// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog;

import java.util.List;
import java.util.Map;

import io.weir.accesslog.AccessLogEntry.Correlation;
import io.weir.accesslog.AccessLogEntry.Handling;
import io.weir.accesslog.AccessLogEntry.Request;
import io.weir.accesslog.AccessLogEntry.Response;
import org.jspecify.annotations.Nullable;

/**
 * Entries for tests, ordinary but for what a test says.
 */
public final class TestEntries {

	public String path = "/payments";

	public @Nullable String query;

	public @Nullable String clientAddress = "192.0.2.7";

	public @Nullable String userAgent = "curl/8";

	public @Nullable String referer;

	public @Nullable String userName;

	public @Nullable String errorType;

	public @Nullable String protocolVersion = "1.1";

	public @Nullable String traceId;

	public @Nullable String spanId;

	public int status = 200;

	public long requestBytes;

	public long responseBytes = 30;

	public boolean slow;

	public boolean aborted;

	public Map<String, List<String>> requestHeaders = Map.of();

	public Map<String, List<String>> responseHeaders = Map.of();

	public @Nullable BodyPreview requestBody;

	public @Nullable BodyPreview responseBody;

	public Map<String, Object> fields = Map.of();

	public AccessLogEntry entry() {
		Request request = new Request("GET", this.path, this.query, "http", this.protocolVersion, "localhost", 8080,
				this.clientAddress, "192.0.2.1", this.userAgent, this.referer, this.requestHeaders, this.requestBytes,
				this.requestBody);
		Response response = new Response(this.status, this.responseBytes, this.responseHeaders, this.responseBody);
		// 2026-11-21T10:20:30.045Z
		return new AccessLogEntry(1_795_256_430_045L, 1_234_567L, request, response,
				new Handling("/payments", null, this.errorType, this.userName, this.aborted, this.slow, true),
				new Correlation(null, this.traceId, this.spanId), this.fields);
	}

	public static AccessLogEntry ordinary() {
		return new TestEntries().entry();
	}

}
