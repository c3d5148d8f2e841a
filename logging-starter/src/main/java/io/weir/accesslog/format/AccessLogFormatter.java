// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.format;

import io.weir.accesslog.AccessLogEntry;

/**
 * How one entry is rendered as one line. Implementations are safe for use by several
 * threads and let no value of the entry end the line, forge a field or turn the direction
 * of the text.
 */
@FunctionalInterface
public interface AccessLogFormatter {

	/**
	 * Appends the line for an entry, without a line end.
	 * @param entry the redacted entry
	 * @param line where to append
	 */
	void format(AccessLogEntry entry, StringBuilder line);

}
