// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The lock table: at most one holder per key on this instance, a queue of those who wait,
 * and no thread held by either.
 */
@NullMarked
package io.weir.idempotency.lock;

import org.jspecify.annotations.NullMarked;
