// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.redact;

import org.jspecify.annotations.Nullable;

/**
 * What gives a secret away in a piece of text as it stands: a name with a value behind it
 * ({@code name=}, {@code "name":}), a tag ({@code <name}, {@code name>}), the user
 * information of a URL. One pass that never looks beyond the piece.
 */
final class SecretSigns {

	/**
	 * What a piece of text turned out to be.
	 */
	enum Finding {

		/** It holds no secret, decoded or not. */
		HARMLESS(null),

		/** It holds none as it stands, and may hold one without its backslashes. */
		BACKSLASHED(Encoding.BACKSLASHES),

		/** It may hold one without its character references. */
		REFERENCED(Encoding.REFERENCES),

		/** It may hold one without its percent signs. */
		PERCENT_ENCODED(Encoding.PERCENT_SIGNS),

		/** It holds a secret. */
		SECRET(null);

		private final @Nullable Encoding encoding;

		Finding(@Nullable Encoding encoding) {
			this.encoding = encoding;
		}

		/**
		 * What to undo before it is looked at again, {@code null} when nothing is left.
		 */
		@Nullable Encoding encoding() {
			return this.encoding;
		}

	}

	private static final int NONE = -1;

	private final SecretNames names;

	SecretSigns(SecretNames names) {
		this.names = names;
	}

	/**
	 * Looks for a secret in a piece of text.
	 * @param anyWord whether a name is a sign without anything behind it
	 */
	Finding in(String text, int start, int end, boolean anyWord) {
		boolean percent = false;
		boolean reference = false;
		boolean lettered = false;
		boolean backslashed = false;
		boolean valued = anyWord;
		int authority = NONE;
		int word = start;
		for (int i = start; i < end; i++) {
			char c = text.charAt(i);
			if (anyWord && !SecretNames.isWordPart(c)) {
				if (this.names.matchesExactly(text, word, i)) {
					return Finding.SECRET;
				}
				word = i + 1;
			}
			switch (c) {
				case '=', ':', '<', '>' -> {
					if (isNamed(c, text, start, i, end)) {
						return Finding.SECRET;
					}
					valued = true;
					authority = (c == '<' || c == '>') ? NONE : authority;
				}
				case '/' -> authority = (i > start && text.charAt(i - 1) == '/') ? i + 1 : NONE;
				case '@' -> {
					if (authority != NONE && i > authority) {
						return Finding.SECRET;
					}
					valued = true;
				}
				case '?', '#', ' ', '"', '\'', '\n', '\r', '\t' -> authority = NONE;
				case '%' -> percent |= PercentText.isTriplet(text, i, end);
				case '&' -> reference |= XmlReferences.end(text, i, end) != XmlReferences.NONE;
				case '\\' -> {
					boolean escape = JsonEscapes.isEscape(text, i, end);
					backslashed |= escape;
					lettered |= escape && text.charAt(i + 1) == 'u';
				}
				default -> {
				}
			}
		}
		if (anyWord && this.names.matchesExactly(text, word, end)) {
			return Finding.SECRET;
		}
		// Short escapes alone make no sign where there is none.
		boolean encoded = percent || reference || lettered || (backslashed && valued);
		if (!encoded) {
			return Finding.HARMLESS;
		}
		// Percent signs leave no other escape in sight: they are within what is.
		return backslashed ? Finding.BACKSLASHED : reference ? Finding.REFERENCED : Finding.PERCENT_ENCODED;
	}

	private boolean isNamed(char sign, String text, int start, int at, int end) {
		return switch (sign) {
			case '<' -> startsWithName(text, at + 1, end);
			case '>' -> endsWithName(text, start, at);
			default -> endsWithName(text, start, skipQuotesBackwards(text, start, at));
		};
	}

	private boolean startsWithName(String text, int start, int end) {
		int nameEnd = start;
		while (nameEnd < end
				&& (SecretNames.isWordPart(text.charAt(nameEnd)) || ":.".indexOf(text.charAt(nameEnd)) >= 0)) {
			nameEnd++;
		}
		return nameEnd > start && this.names.matches(text, start, nameEnd);
	}

	private boolean endsWithName(String text, int start, int end) {
		int nameStart = end;
		while (nameStart > start && isNamePart(text.charAt(nameStart - 1))) {
			nameStart--;
		}
		return nameStart < end && this.names.matches(text, nameStart, end);
	}

	private static int skipQuotesBackwards(String text, int start, int end) {
		int i = end;
		while (i > start && "\"'\\ \t\r\n+".indexOf(text.charAt(i - 1)) >= 0) {
			i--;
		}
		return i;
	}

	private static boolean isNamePart(char c) {
		return SecretNames.isWordPart(c) || c == '[' || c == ']';
	}

}
