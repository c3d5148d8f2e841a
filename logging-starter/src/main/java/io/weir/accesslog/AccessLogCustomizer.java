// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog;

import org.jspecify.annotations.Nullable;

/**
 * Adds fields to an entry before it is written. All beans of this type are called, in
 * their order, on the writing thread.
 */
@FunctionalInterface
public interface AccessLogCustomizer {

	/**
	 * Adds fields.
	 * @param entry the redacted entry
	 * @param fields takes the fields
	 */
	void customize(AccessLogEntry entry, Fields fields);

	/**
	 * Takes the fields that are added to one entry.
	 */
	@FunctionalInterface
	interface Fields {

		/**
		 * Adds one field. A name that the entry has already is refused: the first one
		 * stands.
		 * @param name the name, dotted as in {@code tenant.id}
		 * @param value a string, number, boolean, or a list, array or map of such;
		 * anything else is added as its text, and {@code null} adds nothing
		 */
		void add(String name, @Nullable Object value);

	}

}
