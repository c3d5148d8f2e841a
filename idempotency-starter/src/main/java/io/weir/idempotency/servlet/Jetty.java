// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

/**
 * Tells Jetty from other containers, where what it does is its own. Names of servers and
 * versions in headers are often hidden; its classes' names are not.
 */
final class Jetty {

	private Jetty() {
	}

	/**
	 * Whether something is a part of Jetty.
	 */
	static boolean made(Object part) {
		return part.getClass().getName().startsWith("org.eclipse.jetty.");
	}

}
