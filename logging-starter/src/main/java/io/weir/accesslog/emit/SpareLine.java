// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.emit;

import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * One buffer for lines that is used again, unless another thread has it just now or a
 * line made it large.
 */
final class SpareLine {

	private static final int MAX_REUSED_CHARS = 64 * 1024;

	private final AtomicReference<@Nullable StringBuilder> spare = new AtomicReference<>();

	StringBuilder take() {
		StringBuilder line = this.spare.getAndSet(null);
		return (line != null) ? line : new StringBuilder(512);
	}

	void giveBack(StringBuilder line) {
		if (line.capacity() <= MAX_REUSED_CHARS) {
			line.setLength(0);
			this.spare.set(line);
		}
	}

}
