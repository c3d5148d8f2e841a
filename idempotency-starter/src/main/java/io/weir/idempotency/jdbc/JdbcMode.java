// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.jdbc;

/**
 * How the handler's transaction is bound to its key.
 */
public enum JdbcMode {

	/**
	 * Each transaction of the handler marks its claim as executed before it commits. A
	 * holder that lost its lease cannot commit; a run that committed and then died is
	 * never repeated, but its answer is lost.
	 */
	MARKER,

	/**
	 * The handler joins a transaction in which its answer is recorded too: exactly once,
	 * also when the instance dies, and the key is free again at once.
	 */
	TRANSACTIONAL

}
