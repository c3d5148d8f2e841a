// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.weir.idempotency.RecordedResponse;
import io.weir.idempotency.problem.Problem;
import io.weir.idempotency.problem.ProblemDocument;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * Writes the answers that no handler makes.
 *
 * @param replayHeader name of the header that marks a replay
 * @param documentationUri where the policy is documented, or {@code null}
 */
record Answers(String replayHeader, @Nullable String documentationUri) {

	// Others than the handler add their values to these; the rest belongs to one.
	private static final Set<String> ACCUMULATED = Set.of("Vary", "Link", "Set-Cookie", "Warning");

	private static final String RETRY_AFTER_SECONDS = "1";

	/**
	 * Sends a recorded answer again.
	 */
	void replay(RecordedResponse recorded, HttpServletResponse response) throws IOException {
		byte[] body = recorded.body();
		if (body == null) {
			throw new IllegalArgumentException("A marker cannot be replayed");
		}
		response.setStatus(recorded.status());
		for (Map.Entry<String, List<String>> header : recorded.headers().entrySet()) {
			replay(header.getKey(), header.getValue(), response);
		}
		response.setHeader(this.replayHeader, "true");
		if (recorded.status() != HttpServletResponse.SC_NO_CONTENT
				&& recorded.status() != HttpServletResponse.SC_NOT_MODIFIED) {
			response.setContentLength(body.length);
			response.getOutputStream().write(body);
		}
	}

	private static void replay(String name, List<String> values, HttpServletResponse response) {
		if ("Content-Type".equalsIgnoreCase(name)) {
			response.setContentType(values.get(0));
			return;
		}
		boolean first = !ACCUMULATED.contains(name);
		for (String value : values) {
			if (first) {
				response.setHeader(name, value);
			}
			else {
				response.addHeader(name, value);
			}
			first = false;
		}
	}

	/**
	 * Sends a problem.
	 */
	void problem(Problem problem, @Nullable String detail, HttpServletResponse response) throws IOException {
		byte[] body = ProblemDocument.render(problem, this.documentationUri, detail);
		response.setStatus(problem.status());
		response.setContentType(ProblemDocument.CONTENT_TYPE);
		if (problem.isRetryable()) {
			response.setHeader("Retry-After", RETRY_AFTER_SECONDS);
		}
		if (this.documentationUri != null) {
			response.addHeader("Link", '<' + this.documentationUri + ">; rel=\"describedby\"");
		}
		response.setContentLength(body.length);
		response.getOutputStream().write(body);
	}

}
