// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.actuate;

import io.weir.accesslog.body.BodyCaptures.Capture;

/**
 * Bodies that are kept for some time, as the endpoint shows it.
 *
 * @param id names it
 * @param path the path pattern
 * @param request when request bodies are kept
 * @param response when response bodies are kept
 * @param until when it ends, an ISO 8601 instant
 */
public record ActiveCapture(String id, String path, String request, String response, String until) {

	static ActiveCapture of(Capture capture) {
		return new ActiveCapture(capture.id(), capture.path().getPatternString(),
				AccessLogEndpoint.text(capture.modes().request()), AccessLogEndpoint.text(capture.modes().response()),
				capture.until().toString());
	}

}
