// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.sample.payments;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonFormat;

/**
 * A payment that was made.
 *
 * @param id the identifier
 * @param to who was paid
 * @param amount how much, two digits after the point
 * @param currency an ISO 4217 code
 * @param createdAt when
 */
record Payment(UUID id, String to, @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal amount, String currency,
		Instant createdAt) {
}
