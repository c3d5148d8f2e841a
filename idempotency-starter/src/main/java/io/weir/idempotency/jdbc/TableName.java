// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.jdbc;

import java.util.regex.Pattern;

/**
 * The name of the table that keeps the records, fit to stand in a statement as it is.
 *
 * @param value letters, digits and underscores, not starting with a digit, at most 48
 * characters; a schema's name and a dot may precede it
 */
public record TableName(String value) {

	private static final Pattern ALLOWED = Pattern
		.compile("([A-Za-z_][A-Za-z0-9_]{0,62}\\.)?[A-Za-z_][A-Za-z0-9_]{0,47}");

	public TableName {
		if (!ALLOWED.matcher(value).matches()) {
			throw new IllegalArgumentException("'" + value + "' is no table name: allowed are up to 48 letters, digits"
					+ " and underscores, not starting with a digit, and a schema's name and a dot before it");
		}
	}

	/**
	 * Puts the name into a schema script.
	 * @param script with {@code @@table@@} and {@code @@index@@} in it
	 * @return the script for this table
	 */
	public String fill(String script) {
		String plain = this.value.substring(this.value.indexOf('.') + 1);
		return script.replace("@@table@@", this.value).replace("@@index@@", plain + "_expires_at");
	}

	@Override
	public String toString() {
		return this.value;
	}

}
