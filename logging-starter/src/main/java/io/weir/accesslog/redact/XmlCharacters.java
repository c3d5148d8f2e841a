// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.redact;

import org.jspecify.annotations.Nullable;

/**
 * The characters between two tags of an XML text, as a parser puts them together: pieces
 * with comments, processing instructions and the borders of CDATA sections in between.
 */
final class XmlCharacters {

	private static final int NONE = -1;

	private final String text;

	private int token = NONE;

	private int start;

	private int end;

	private @Nullable StringBuilder joined;

	XmlCharacters(String text) {
		this.text = text;
	}

	boolean isEmpty() {
		return this.token == NONE;
	}

	/**
	 * Where the token of the first piece begins.
	 */
	int token() {
		return this.token;
	}

	void add(int token, int start, int end) {
		if (this.token == NONE) {
			this.token = token;
			this.start = start;
			this.end = end;
			return;
		}
		if (this.joined == null) {
			this.joined = new StringBuilder().append(this.text, this.start, this.end);
		}
		this.joined.append(this.text, start, end);
	}

	/**
	 * All pieces as one text; {@code null} when there is one piece at most.
	 */
	@Nullable String joined() {
		return (this.joined != null) ? this.joined.toString() : null;
	}

	void clear() {
		this.token = NONE;
		this.joined = null;
	}

}
