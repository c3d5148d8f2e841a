// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency;

import java.security.Principal;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The head of a keyed request, as far as its scope and its fingerprint may depend on it.
 * A view of the container's request: valid while that is, and for its thread only.
 */
public interface IdempotentRequest {

	/**
	 * The method.
	 * @return such as {@code POST}
	 */
	String method();

	/**
	 * The path as it was sent, with the context path, without the query.
	 * @return such as {@code /payments/a%20b}
	 */
	String path();

	/**
	 * The query as it was sent.
	 * @return without the question mark, or {@code null}
	 */
	@Nullable String query();

	/**
	 * The content type as it was sent.
	 * @return with its parameters, or {@code null}
	 */
	@Nullable String contentType();

	/**
	 * The first header of a name.
	 * @param name the name, in any case
	 * @return its value, or {@code null}
	 */
	@Nullable String header(String name);

	/**
	 * All headers of a name.
	 * @param name the name, in any case
	 * @return their values in order; empty when there is none
	 */
	List<String> headers(String name);

	/**
	 * The authenticated user.
	 * @return the principal, or {@code null} for an anonymous request
	 */
	@Nullable Principal principal();

}
