// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Meters of the filter and of its store.
 */
@NullMarked
package io.weir.idempotency.metrics;

import org.jspecify.annotations.NullMarked;
