// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog;

/**
 * Where entries go. A bean of this type takes the place of the SLF4J writer.
 * <p>
 * Called from one thread at a time while {@code weir.access-log.async.enabled} is on (the
 * default), else from request threads at once. An exception is counted
 * ({@code weir.access.log.entries}, {@code result=failed}), told at most once a minute,
 * and never reaches a request.
 */
@FunctionalInterface
public interface AccessLogWriter {

	/**
	 * Writes one entry.
	 * @param entry the redacted entry
	 * @throws Exception when the entry could not be written
	 */
	void write(AccessLogEntry entry) throws Exception;

}
