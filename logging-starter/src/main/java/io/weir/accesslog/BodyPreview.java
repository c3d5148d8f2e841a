// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog;

import org.jspecify.annotations.Nullable;

/**
 * The kept piece of one body, redacted, or the reason why there is none.
 *
 * @param text the redacted text, or {@code null} when the body was left out
 * @param truncated whether the body went on after the piece
 * @param omitted why there is no text, in a few words, or {@code null}
 */
public record BodyPreview(@Nullable String text, boolean truncated, @Nullable String omitted) {

	public BodyPreview {
		if ((text == null) == (omitted == null)) {
			throw new IllegalArgumentException("Either text or the reason why it is omitted must be given");
		}
	}

	/**
	 * A preview with text.
	 * @param text the redacted text
	 * @param truncated whether the body went on
	 * @return the preview
	 */
	public static BodyPreview of(String text, boolean truncated) {
		return new BodyPreview(text, truncated, null);
	}

	/**
	 * A preview without text.
	 * @param reason why, in a few words
	 * @param truncated whether only a piece of the body had been kept
	 * @return the preview
	 */
	public static BodyPreview omitted(String reason, boolean truncated) {
		return new BodyPreview(null, truncated, reason);
	}

}
