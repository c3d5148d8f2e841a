// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency;

/**
 * Says what a repeat must have in common with the first request of its key. A bean of
 * this type takes the place of the default one, which takes the method, path, query and
 * content type (without a multipart boundary), and the body.
 * <p>
 * Called once per keyed request, by many threads. What it throws fails the request before
 * its handler runs.
 */
@FunctionalInterface
public interface RequestFingerprinter {

	/**
	 * The digest of the request's head. Requests with different heads are different
	 * requests; it should be of fixed size.
	 * @param request the request, valid during the call only
	 * @return a digest of at most 128 characters
	 */
	String head(IdempotentRequest request);

	/**
	 * Whether the body is compared as well.
	 * @param request the request, valid during the call only
	 * @return {@code true} by default
	 */
	default boolean comparesBody(IdempotentRequest request) {
		return true;
	}

}
