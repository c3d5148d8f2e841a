// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Reading the key from its header, and naming it in a store.
 */
@NullMarked
package io.weir.idempotency.key;

import org.jspecify.annotations.NullMarked;
