// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.body;

import java.nio.charset.Charset;

import org.jspecify.annotations.Nullable;

/**
 * The sealed, raw piece of one body on its way from the exchange to the writing thread.
 * Counted in the memory of all kept bodies until it is released, exactly once, after the
 * entry was written or dropped.
 */
public interface KeptBody {

	/**
	 * The kept bytes, from index 0; not copied, never to be changed.
	 * @return an array of at least {@link #length()} bytes
	 */
	byte[] bytes();

	/**
	 * How many bytes were kept.
	 * @return 0 to the limit of one body
	 */
	int length();

	/**
	 * Whether the body went on after the kept bytes.
	 * @return {@code true} when it was cut
	 */
	boolean truncated();

	/**
	 * The media type without parameters, in lower case.
	 * @return the type, or {@code null} when none was declared
	 */
	@Nullable String contentType();

	/**
	 * The charset to decode the bytes with.
	 * @return the declared charset, else the media type's own
	 */
	Charset charset();

	/**
	 * Why no bytes were kept although they were asked for (no memory left, an encoded
	 * body).
	 * @return the reason in a few words, or {@code null}
	 */
	@Nullable String omitted();

	/**
	 * Whether no bytes were kept because the memory of all bodies was used up.
	 * @return {@code true} when {@link #omitted()} says so
	 */
	boolean overLimit();

	/**
	 * Gives the memory back. A second call does nothing.
	 */
	void release();

}
