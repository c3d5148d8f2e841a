// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.util.concurrent.Future;

import io.weir.idempotency.IdempotencyOutcome;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * What a {@link Run} needs of its surroundings.
 */
interface RunSupport {

	/**
	 * What is recorded of its answer.
	 */
	RecordingRules rules();

	/**
	 * The run is over. Called once.
	 * @param isProtected whether the store knew of it
	 */
	void ended(boolean isProtected, HttpServletRequest request, IdempotencyOutcome outcome);

	/**
	 * Ends the run after a while, if nothing else has.
	 * @return cancels it
	 */
	Future<?> later(Run run);

	/**
	 * Answers that the client should try again.
	 */
	void refuse(HttpServletResponse response);

}
