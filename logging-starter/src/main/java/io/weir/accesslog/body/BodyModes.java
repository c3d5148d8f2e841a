// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.body;

/**
 * When the two bodies of an exchange are logged.
 *
 * @param request when the request's body is
 * @param response when the response's body is
 */
public record BodyModes(BodyMode request, BodyMode response) {

	/**
	 * The modes that log at least what both of these do.
	 * @param other the other modes
	 * @return for each body the one that logs more
	 */
	public BodyModes or(BodyModes other) {
		return new BodyModes(more(this.request, other.request), more(this.response, other.response));
	}

	private static BodyMode more(BodyMode one, BodyMode other) {
		return (one.compareTo(other) >= 0) ? one : other;
	}

}
