// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency;

import org.jspecify.annotations.Nullable;

/**
 * Within which a key is unique. Equal keys of different scopes are different keys.
 *
 * @param tenant the tenant, or {@code null} where there is none
 * @param principal the principal's name, or {@code null} for an anonymous request
 */
public record IdempotencyScope(@Nullable String tenant, @Nullable String principal) {

	/**
	 * The scope of anonymous requests without a tenant.
	 */
	public static final IdempotencyScope ANONYMOUS = new IdempotencyScope(null, null);

}
