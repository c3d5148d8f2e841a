// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.key;

/**
 * How a key may be written.
 */
public enum KeySyntax {

	/**
	 * As an RFC 8941 string alone: {@code "abc"}.
	 */
	STRICT,

	/**
	 * As a string or bare: {@code abc} is the same key as {@code "abc"}.
	 */
	LENIENT

}
