// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Payments: the service that must not pay twice.
 */
@NullMarked
package io.weir.sample.payments;

import org.jspecify.annotations.NullMarked;
