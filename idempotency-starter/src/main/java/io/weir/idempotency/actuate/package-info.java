// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The actuator endpoint.
 */
@NullMarked
package io.weir.idempotency.actuate;

import org.jspecify.annotations.NullMarked;
