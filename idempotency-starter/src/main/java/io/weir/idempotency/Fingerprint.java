// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency;

import org.jspecify.annotations.Nullable;

/**
 * What a request is compared by: its head, known on arrival, and its body, known once it
 * was read.
 *
 * @param head digest of method, path, query and content type
 * @param body the body's digest, or {@code null} while it is not known
 */
public record Fingerprint(String head, @Nullable BodyDigest body) {

	/**
	 * The digest of a body.
	 *
	 * @param digest digest of the bytes that were read
	 * @param length how many bytes were read
	 * @param complete whether the whole body was read; else only {@code length} bytes and
	 * the declared length can be compared
	 * @param declaredLength the declared length in bytes, or -1
	 */
	public record BodyDigest(String digest, long length, boolean complete, long declaredLength) {
	}

	/**
	 * The same fingerprint with another body.
	 * @param body the body's digest
	 * @return the fingerprint
	 */
	public Fingerprint withBody(@Nullable BodyDigest body) {
		return new Fingerprint(this.head, body);
	}

	/**
	 * Whether another request is known to be a different one. What is not known yet on
	 * either side, or was not read to its end, does not tell them apart.
	 * @param other the other request's fingerprint
	 * @return {@code false} when they are, or still may be, the same
	 */
	public boolean differsFrom(Fingerprint other) {
		if (!this.head.equals(other.head)) {
			return true;
		}
		return this.body != null && other.body != null && this.body.complete() && other.body.complete()
				&& !this.body.digest().equals(other.body.digest());
	}

}
