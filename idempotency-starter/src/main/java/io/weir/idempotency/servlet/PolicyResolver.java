// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Says how a request's key is treated.
 */
public interface PolicyResolver {

	/**
	 * The policy of a request.
	 * @param request the request, which is not changed
	 * @param key the value of the key's header, or {@code null} when there is none
	 * @return the policy, or {@code null} when the request is none of the filter's
	 */
	@Nullable IdempotencyPolicy resolve(HttpServletRequest request, @Nullable String key);

}
