// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.io.IOException;

import io.weir.idempotency.Fingerprint.BodyDigest;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * A keyed request's body, on its way to the handler and into the fingerprint.
 */
interface RequestBody {

	/**
	 * The request to hand to the handler.
	 */
	HttpServletRequest request();

	/**
	 * The digest, as soon as the whole body was read.
	 */
	@Nullable BodyDigest known();

	/**
	 * Has an action run when the digest becomes known while the handler reads.
	 */
	default void whenKnown(Runnable action) {
	}

	/**
	 * The digest once the handler is done; of what it left unread, at most so much is
	 * read.
	 */
	@Nullable BodyDigest finish(long maxDrainBytes);

	/**
	 * Whether this body, of which no handler has read anything, is the recorded one.
	 * @throws IOException when the client does not send all of it
	 */
	boolean matches(BodyDigest recorded) throws IOException;

	/**
	 * Whether the client did not send all of it, so that the handler's answer is no
	 * answer to the request that the client will repeat.
	 */
	default boolean isBroken() {
		return false;
	}

}
