// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The filter: it lets one request per key through, records its answer, and answers the
 * others.
 */
@NullMarked
package io.weir.idempotency.servlet;

import org.jspecify.annotations.NullMarked;
