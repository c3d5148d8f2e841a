// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

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

	/**
	 * Puts into an answer that no handler makes what the handler's CORS configuration
	 * says of the request's origin, so that a browser lets its page read it.
	 * @param request the request, which is not changed
	 * @param response its answer, not yet begun
	 * @return {@code false} when the origin is not permitted, which is the answer then
	 * @throws IOException when that cannot be sent
	 */
	boolean permitsOrigin(HttpServletRequest request, HttpServletResponse response) throws IOException;

}
