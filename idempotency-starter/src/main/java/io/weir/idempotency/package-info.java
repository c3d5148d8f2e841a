// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The public API of the idempotency starter: the annotation, the store's contract, and
 * what a handler may know of its key.
 */
@NullMarked
package io.weir.idempotency;

import org.jspecify.annotations.NullMarked;
