// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.redact;

import java.util.Collection;

/**
 * The names whose values are secret. Letter case makes no difference. A name inside a
 * path counts as well: {@code password} is found in {@code user.password},
 * {@code user[password]} and {@code soap:password}.
 */
final class SecretNames {

	private static final String SEPARATORS = ".[]:/?#&;@ ";

	// By length, so that most names are passed over without comparing a character.
	private final String[][] namesByLength;

	SecretNames(Collection<String> names) {
		int longest = names.stream().mapToInt(String::length).max().orElse(0);
		this.namesByLength = new String[longest + 1][];
		for (int length = 0; length <= longest; length++) {
			int wanted = length;
			this.namesByLength[length] = names.stream()
				.filter((name) -> name.length() == wanted && wanted > 0)
				.distinct()
				.toArray(String[]::new);
		}
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

	static boolean isWordPart(char c) {
		return Character.isLetterOrDigit(c) || c == '_' || c == '-';
	}

	/**
	 * Whether a piece of text is a name, not counting names inside paths.
	 */
	boolean matchesExactly(String text, int start, int end) {
		int length = end - start;
		if (length >= this.namesByLength.length) {
			return false;
		}
		for (String name : this.namesByLength[length]) {
			if (name.regionMatches(true, 0, text, start, length)) {
				return true;
			}
		}
		return false;
	}

}
