// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency;

/**
 * What a request meets whose key is outstanding.
 */
public enum Concurrent {

	/**
	 * 409 {@code request-outstanding} at once.
	 */
	REJECT,

	/**
	 * The answer of the outstanding request when it is there, or its place when it fails.
	 * No thread is held meanwhile.
	 */
	WAIT

}
