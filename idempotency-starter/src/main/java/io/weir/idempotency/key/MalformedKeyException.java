// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.key;

/**
 * Thrown for a key that is not one. The message says to the client what is wrong; it
 * never repeats the key.
 */
public class MalformedKeyException extends RuntimeException {

	public MalformedKeyException(String message) {
		super(message, null, false, false);
	}

}
