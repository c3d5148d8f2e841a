// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.emit;

import io.weir.accesslog.body.KeptBody;

/**
 * Is told what became of each exchange, exactly one of {@link #written()},
 * {@link #dropped()}, {@link #unwanted()} and {@link #failed()} for each one that a sink
 * was handed. Called from request threads and the writing thread.
 */
public interface EntryCounter {

	/** Counts nothing. */
	EntryCounter NONE = new EntryCounter() {
	};

	/**
	 * The writer took the entry.
	 */
	default void written() {
	}

	/**
	 * The queue had no room for the entry, or was not drained in time at shutdown.
	 */
	default void dropped() {
	}

	/**
	 * The level of the entry is {@code off}, or not enabled on its logger: counted as
	 * {@code unsampled}.
	 */
	default void unwanted() {
	}

	/**
	 * The writer, a customizer or a redactor failed.
	 */
	default void failed() {
	}

	/**
	 * A request's body was to be kept.
	 * @param kept what was kept of it
	 * @param unparsable whether it could not be parsed and was left out
	 */
	default void requestBody(KeptBody kept, boolean unparsable) {
	}

	/**
	 * A response's body was to be kept.
	 * @param kept what was kept of it
	 * @param unparsable whether it could not be parsed and was left out
	 */
	default void responseBody(KeptBody kept, boolean unparsable) {
	}

}
