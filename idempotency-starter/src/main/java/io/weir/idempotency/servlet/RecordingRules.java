// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * What of an answer is recorded.
 *
 * @param maxBodyBytes how large a body may be to be kept, inclusive
 * @param statuses which status codes are recorded
 * @param excludedHeaders which headers never are
 * @param maxDrainBytes how much of an unread request body is read to finish its
 * fingerprint
 */
public record RecordingRules(int maxBodyBytes, IntPredicate statuses, Predicate<String> excludedHeaders,
		long maxDrainBytes) {

}
