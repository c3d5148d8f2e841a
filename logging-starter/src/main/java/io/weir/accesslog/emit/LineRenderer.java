// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.emit;

import java.util.concurrent.atomic.AtomicReference;

import io.weir.accesslog.AccessLogEntry;
import io.weir.accesslog.format.AccessLogFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Renders entries into one buffer that is used again, unless another thread has it just
 * now or a line made it large.
 */
final class LineRenderer {

	private static final int MAX_REUSED_CHARS = 64 * 1024;

	private final AccessLogFormatter formatter;

	private final AtomicReference<@Nullable StringBuilder> spare = new AtomicReference<>();

	LineRenderer(AccessLogFormatter formatter) {
		this.formatter = formatter;
	}

	String render(AccessLogEntry entry) {
		StringBuilder line = this.spare.getAndSet(null);
		if (line == null) {
			line = new StringBuilder(512);
		}
		this.formatter.format(entry, line);
		String rendered = line.toString();
		if (line.capacity() <= MAX_REUSED_CHARS) {
			line.setLength(0);
			this.spare.set(line);
		}
		return rendered;
	}

}
