// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

/**
 * A redirect that Jetty would send at once, held until it is recorded.
 *
 * @param location where to
 * @param status the status code
 * @param clearBuffer whether what was written is dropped
 */
record HeldRedirect(String location, int status, boolean clearBuffer) {

	/** A container makes others absolute, and only it knows how. */
	static boolean isSentAsGiven(String location) {
		return location.startsWith("/") || location.startsWith("http:") || location.startsWith("https:");
	}

}
