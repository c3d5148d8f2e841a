// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.emit;

import io.weir.accesslog.AccessLogEntry;
import io.weir.accesslog.body.KeptBody;
import org.jspecify.annotations.Nullable;

/**
 * What the filter hands over at the end of an exchange: the entry before redaction, whose
 * bodies are still raw and in {@link KeptBody kept bodies}, to be released once.
 *
 * @param entry the entry, headers and query not yet redacted, without body previews
 * @param requestBody the kept piece of the request's body
 * @param responseBody the kept piece of the response's body
 */
public record FinishedExchange(AccessLogEntry entry, @Nullable KeptBody requestBody, @Nullable KeptBody responseBody) {

	/**
	 * Gives the memory of both kept bodies back.
	 */
	public void release() {
		if (this.requestBody != null) {
			this.requestBody.release();
		}
		if (this.responseBody != null) {
			this.responseBody.release();
		}
	}

}
