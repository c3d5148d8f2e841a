// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency;

/**
 * Says within which scope a request's key is unique. A bean of this type takes the place
 * of the default one: the authenticated principal's name, and the tenant that the header
 * {@code weir.idempotency.scope.header} names.
 * <p>
 * Called once per keyed request, by many threads. What it throws fails the request before
 * its handler runs.
 */
@FunctionalInterface
public interface IdempotencyScopeResolver {

	/**
	 * The scope of a request.
	 * @param request the request, valid during the call only
	 * @return the scope
	 */
	IdempotencyScope resolve(IdempotentRequest request);

}
