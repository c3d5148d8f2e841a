// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import io.weir.idempotency.key.IdempotencyKeyParser;
import org.jspecify.annotations.Nullable;

/**
 * How the filter speaks and what it keeps.
 *
 * @param header name of the header that carries the key
 * @param keyParser reads the key
 * @param replayHeader name of the header that marks a replay
 * @param documentationUri where the policy is documented, or {@code null}
 * @param eagerLimitBytes how long a body may be to be read before the handler runs,
 * inclusive
 * @param recording what is recorded of an answer
 * @param limits bounds of running requests
 */
public record FilterSettings(String header, IdempotencyKeyParser keyParser, String replayHeader,
		@Nullable String documentationUri, long eagerLimitBytes, RecordingRules recording, GateLimits limits) {

}
