// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.autoconfigure;

import java.util.function.UnaryOperator;

import io.weir.idempotency.IdempotencyStore;

/**
 * Puts something around the store as the filter sees it; the bean stays as it is.
 */
@FunctionalInterface
interface StoreDecorator extends UnaryOperator<IdempotencyStore> {

}
