// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import io.weir.idempotency.Fingerprint;
import io.weir.idempotency.RecordedResponse;

/**
 * A run's outcome, which answers every repeat.
 *
 * @param fingerprint what repeats are compared with
 * @param response the answer, or its marker
 */
public record Recorded(Fingerprint fingerprint, RecordedResponse response) {

}
