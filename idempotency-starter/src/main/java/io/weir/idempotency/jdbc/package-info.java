// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The store in a relational database: one row a key, changed by fenced statements, and
 * the handler's transaction bound to it.
 */
@NullMarked
package io.weir.idempotency.jdbc;

import org.jspecify.annotations.NullMarked;
