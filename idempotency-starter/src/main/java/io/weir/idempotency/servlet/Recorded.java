// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import io.weir.idempotency.Fingerprint;
import io.weir.idempotency.RecordedResponse;

/**
 * A run's outcome, which answers every repeat.
 *
 * @param fingerprint what repeats are compared with
 * @param response the answer, or its marker
 */
public record Recorded(Fingerprint fingerprint, RecordedResponse response) {

	/**
	 * The outcome of a handler that is done.
	 * @throws IOException when what was held back of the answer cannot be sent whole
	 */
	static Recorded of(KeyedRequest request, RecordingResponse recording, int status, long maxDrainBytes,
			RecordingRules rules) throws IOException {
		Fingerprint fingerprint = request.fingerprint();
		if (request.comparesBody()) {
			fingerprint = fingerprint.withBody(request.body().finish(maxDrainBytes));
		}
		byte[] body = recording.recordedBody();
		Map<String, List<String>> headers = (body != null) ? recording.recordedHeaders(rules.excludedHeaders())
				: Map.of();
		return new Recorded(fingerprint, new RecordedResponse(status, headers, body));
	}

	/**
	 * An outcome of which no more is kept than that there was one.
	 */
	static Recorded marker(KeyedRequest request, int status) {
		return new Recorded(request.fingerprint(), new RecordedResponse(status, Map.of(), null));
	}

}
