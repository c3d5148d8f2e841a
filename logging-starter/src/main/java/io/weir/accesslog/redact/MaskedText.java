// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.redact;

import org.jspecify.annotations.Nullable;

/**
 * A text some pieces of which are hidden, from left to right. Nothing is copied before
 * there is something to hide.
 */
final class MaskedText {

	private final String text;

	private final String mask;

	private @Nullable StringBuilder masked;

	// Where the text goes on that is neither copied nor hidden.
	private int rest;

	MaskedText(String text, String mask) {
		this.text = text;
		this.mask = mask;
	}

	String text() {
		return this.text;
	}

	/**
	 * Hides a piece, which may be empty, behind the last one.
	 */
	void hide(int start, int end) {
		if (this.masked == null) {
			this.masked = new StringBuilder(this.text.length() + this.mask.length());
		}
		this.masked.append(this.text, this.rest, start).append(this.mask);
		this.rest = end;
	}

	/**
	 * The text with the mask in place of each piece; the text itself when none is hidden.
	 */
	@Override
	public String toString() {
		return (this.masked != null) ? this.masked + this.text.substring(this.rest) : this.text;
	}

}
