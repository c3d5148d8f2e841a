// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.body;

/**
 * When a body is logged.
 */
public enum BodyMode {

	/** Never. */
	NEVER,
	/** When the exchange failed (status 400 and up, or an exception) or was slow. */
	ON_ERROR,
	/** Always. */
	ALWAYS

}
