// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The store on Redis: one hash a key, changed by scripts alone.
 */
@NullMarked
package io.weir.idempotency.redis;

import org.jspecify.annotations.NullMarked;
