// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.emit;

import io.weir.accesslog.AccessLogEntry;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * The level an entry is logged at, by what became of the exchange. An entry that is
 * several of these at once takes the most severe of their levels; {@code null} is off.
 *
 * @param success the level of what is nothing else
 * @param clientError the level of status 400 to 499
 * @param serverError the level of status 500 and up, and of an exception that left no
 * error status behind, unless it only told that the client went away
 * @param slow the level of slow exchanges
 */
public record EntryLevels(@Nullable Level success, @Nullable Level clientError, @Nullable Level serverError,
		@Nullable Level slow) {

	/**
	 * The level of one entry.
	 * @param entry the entry
	 * @return its level, or {@code null} when it is not to be logged
	 */
	public @Nullable Level levelOf(AccessLogEntry entry) {
		int status = entry.response().status();
		boolean failed = entry.handling().errorType() != null && !entry.handling().aborted();
		boolean slow = entry.handling().slow();
		if (status >= 500 || (status < 400 && failed)) {
			return slow ? moreSevere(this.serverError, this.slow) : this.serverError;
		}
		if (status >= 400) {
			return slow ? moreSevere(this.clientError, this.slow) : this.clientError;
		}
		return slow ? this.slow : this.success;
	}

	private static @Nullable Level moreSevere(@Nullable Level one, @Nullable Level other) {
		if (one == null || other == null) {
			return (one != null) ? one : other;
		}
		return (one.toInt() >= other.toInt()) ? one : other;
	}

}
