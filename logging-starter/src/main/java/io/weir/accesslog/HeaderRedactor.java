// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog;

/**
 * Decides what of a header's value may be logged. A bean of this type takes the place of
 * the one made from {@code weir.access-log.redact.*}.
 */
@FunctionalInterface
public interface HeaderRedactor {

	/**
	 * Redacts one value.
	 * @param name the header's name as it was sent
	 * @param value the value
	 * @return what to log instead, the value itself when nothing in it is secret
	 */
	String redact(String name, String value);

}
