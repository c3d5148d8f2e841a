// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.memory;

/**
 * What becomes of a new key when the memory store is full of markers.
 */
public enum WhenFull {

	/** The oldest record makes room for it; counted, and told once. */
	EVICT,

	/** It is refused; told once. */
	REFUSE

}
