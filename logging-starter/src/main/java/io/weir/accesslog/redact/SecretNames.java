// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.redact;

import java.util.Arrays;
import java.util.Collection;

/**
 * The names whose values are secret. Letter case, underscores and hyphens make no
 * difference: {@code card_number} is {@code cardNumber} and {@code Card-Number}. A name
 * inside a path counts as well: {@code password} is found in {@code user.password},
 * {@code user[password]} and {@code soap:password}.
 */
final class SecretNames {

	private static final String SEPARATORS = ".[]:/?#&;@ ";

	private final String[] names;

	// Of the folded names, sorted: most names are passed over after one pass over them.
	private final int[] hashes;

	SecretNames(Collection<String> names) {
		this.names = names.stream()
			.filter((name) -> skipFillers(name, 0, name.length()) < name.length())
			.toArray(String[]::new);
		this.hashes = Arrays.stream(this.names).mapToInt((name) -> hash(name, 0, name.length())).sorted().toArray();
	}

	/**
	 * Whether the name in a piece of text is secret.
	 */
	boolean matches(String text, int start, int end) {
		if (matchesExactly(text, start, end)) {
			return true;
		}
		int segment = start;
		for (int i = start; i < end; i++) {
			if (SEPARATORS.indexOf(text.charAt(i)) >= 0) {
				if (matchesExactly(text, segment, i)) {
					return true;
				}
				segment = i + 1;
			}
		}
		return segment > start && matchesExactly(text, segment, end);
	}

	boolean matches(String name) {
		return matches(name, 0, name.length());
	}

	/**
	 * Whether a piece of text is a name, not counting names inside paths.
	 */
	boolean matchesExactly(String text, int start, int end) {
		if (Arrays.binarySearch(this.hashes, hash(text, start, end)) < 0) {
			return false;
		}
		for (String name : this.names) {
			if (isSame(name, text, start, end)) {
				return true;
			}
		}
		return false;
	}

	static boolean isWordPart(char c) {
		return Character.isLetterOrDigit(c) || isFiller(c);
	}

	private static int hash(String text, int start, int end) {
		int hash = 0;
		for (int i = start; i < end; i++) {
			char c = text.charAt(i);
			if (!isFiller(c)) {
				hash = 31 * hash + fold(c);
			}
		}
		return hash;
	}

	private static boolean isSame(String name, String text, int start, int end) {
		int i = start;
		for (int n = 0; n < name.length(); n++) {
			if (!isFiller(name.charAt(n))) {
				i = skipFillers(text, i, end);
				if (i == end || fold(name.charAt(n)) != fold(text.charAt(i++))) {
					return false;
				}
			}
		}
		return skipFillers(text, i, end) == end;
	}

	private static int skipFillers(String text, int start, int end) {
		int i = start;
		while (i < end && isFiller(text.charAt(i))) {
			i++;
		}
		return i;
	}

	private static boolean isFiller(char c) {
		return c == '_' || c == '-';
	}

	// As String.equalsIgnoreCase does it, so that no other spelling of a letter slips by.
	private static char fold(char c) {
		return Character.toLowerCase(Character.toUpperCase(c));
	}

}
