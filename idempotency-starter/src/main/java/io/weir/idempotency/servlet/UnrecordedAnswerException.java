// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

/**
 * Tells a unit of work that the handler's answer is not recorded, so that its work must
 * not stand either.
 */
final class UnrecordedAnswerException extends RuntimeException {

	UnrecordedAnswerException(int status) {
		super("The answer, status " + status + ", is not recorded", null, false, false);
	}

}
