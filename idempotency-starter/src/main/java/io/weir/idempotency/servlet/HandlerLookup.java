// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import org.jspecify.annotations.Nullable;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.web.method.HandlerMethod;

/**
 * Finds the handler of a request before the dispatcher does.
 */
public interface HandlerLookup {

	/**
	 * Whether any handler is annotated, so that looking may be worth while.
	 * @return {@code false} when none is
	 */
	boolean isAnyAnnotated();

	/**
	 * Whether any handler requires a key by its annotation.
	 * @return {@code false} when none does
	 */
	boolean isAnyRequired();

	/**
	 * The handler method of a request.
	 * @param request the request, which is not changed
	 * @return the handler, or {@code null} when there is none, or none that is a method
	 */
	@Nullable HandlerMethod find(HttpServletRequest request);

}
