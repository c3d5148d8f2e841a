// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.emit;

/**
 * What a request does when the queue is full.
 */
public enum Overflow {

	/** Its entry is dropped and counted. */
	DROP,

	/** It waits for room. */
	BLOCK

}
