// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The answers that the filter gives itself, as RFC 9457 problems.
 */
@NullMarked
package io.weir.idempotency.problem;

import org.jspecify.annotations.NullMarked;
