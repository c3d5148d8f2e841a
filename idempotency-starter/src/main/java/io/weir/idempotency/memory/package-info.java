// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The store of one instance: records in this process's heap, bounded in bytes.
 */
@NullMarked
package io.weir.idempotency.memory;

import org.jspecify.annotations.NullMarked;
