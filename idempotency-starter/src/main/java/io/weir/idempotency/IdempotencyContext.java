// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency;

import org.jspecify.annotations.Nullable;

import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * What a handler may know of the key under which it runs, for instance to hand it on to
 * another service. Immutable.
 *
 * @param key the key as the client meant it, without quotes and escapes
 * @param attempt number of this run under the key, 1 for the first; greater after a run
 * that failed, where the store remembers it
 */
public record IdempotencyContext(String key, int attempt) {

	/**
	 * Name of the request attribute that holds the context.
	 */
	public static final String ATTRIBUTE = IdempotencyContext.class.getName();

	/**
	 * The context of the request that the current thread handles. It goes where Spring's
	 * {@link RequestContextHolder} goes: a thread of the handler's own has none, unless
	 * the request attributes were handed over.
	 * @return the context, or {@code null} when the request runs without a key
	 */
	public static @Nullable IdempotencyContext current() {
		RequestAttributes attributes = RequestContextHolder.getRequestAttributes();
		return (attributes != null)
				? (IdempotencyContext) attributes.getAttribute(ATTRIBUTE, RequestAttributes.SCOPE_REQUEST) : null;
	}

}
