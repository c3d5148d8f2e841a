// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog;

/**
 * Where entries go. Beans of this type take the place of the SLF4J writer; each entry is
 * given to all of them, in their order.
 * <p>
 * Called from one thread at a time while {@code weir.access-log.async.enabled} is on (the
 * default), else from request threads at once. An exception is counted
 * ({@code weir.access.log.entries}, {@code result=failed}, once for an entry), told at
 * most once a minute, and reaches neither a request nor the next writer.
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
