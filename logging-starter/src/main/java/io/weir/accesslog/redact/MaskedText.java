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

	private int markedLength;

	private int markedRest;

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
	 * Makes the last hidden piece reach further.
	 */
	void extendTo(int end) {
		this.rest = end;
	}

	/**
	 * Remembers what is hidden now, in place of what was remembered before.
	 */
	void mark() {
		this.markedLength = (this.masked != null) ? this.masked.length() : 0;
		this.markedRest = this.rest;
	}

	/**
	 * Hides only what was hidden when it was marked.
	 */
	void reset() {
		if (this.masked != null) {
			this.masked.setLength(this.markedLength);
		}
		this.rest = this.markedRest;
	}

	/**
	 * The text up to an index with the mask in place of each piece, or up to the end of
	 * the last piece if that is further; the text itself when there is none.
	 */
	String upTo(int end) {
		if (this.masked == null) {
			return this.text.substring(0, end);
		}
		return this.masked.append(this.text, this.rest, Math.max(this.rest, end)).toString();
	}

	/**
	 * The same up to the end of the last piece.
	 */
	String upToHidden() {
		return upTo(this.rest);
	}

	@Override
	public String toString() {
		return upTo(this.text.length());
	}

}
