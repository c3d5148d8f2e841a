// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Auto-configuration of the starter, and its properties.
 */
@NullMarked
package io.weir.idempotency.autoconfigure;

import org.jspecify.annotations.NullMarked;
