// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.redact;

import org.jspecify.annotations.Nullable;

/**
 * Free text, whose structure nobody knows: it is shown up to the first word that is a
 * secret name, and hidden from there on to its end. Text that is JSON, or pairs as in a
 * form, is redacted as such. Safe for use by several threads.
 */
final class TextRedactor {

	private final SecretNames names;

	private final NestedSecrets nested;

	private final String mask;

	private final JsonRedactor json;

	private final PairRedactor pairs;

	TextRedactor(SecretNames names, String mask) {
		this.names = names;
		this.nested = new NestedSecrets(names);
		this.mask = mask;
		this.json = new JsonRedactor(names, mask);
		this.pairs = new PairRedactor(names, mask);
	}

	/**
	 * Redacts a text; {@code null} when it looks like JSON with escapes, but is not.
	 */
	@Nullable String redact(String text, boolean truncated) {
		int value = this.names.hasRules() ? SecretValues.firstIn(text, truncated) : -1;
		if (value >= 0) {
			return hideFromFirstName(text.substring(0, value)) + this.mask;
		}
		String trimmed = text.stripLeading();
		if (trimmed.startsWith("{") || trimmed.startsWith("[")) {
			String redacted = this.json.redact(text, truncated);
			if (redacted != null || text.indexOf('\\') >= 0) {
				return redacted;
			}
		}
		return isPairs(text) ? hideFromFirstName(this.pairs.redact(text)) : hideFromEncoded(hideFromFirstName(text));
	}

	private static boolean isPairs(String text) {
		return text.indexOf('=') >= 0 && !text.contains("&#") && endOfWord(text, 0) == text.length();
	}

	private static int endOfWord(String text, int start) {
		int i = start;
		while (i < text.length() && !Character.isWhitespace(text.charAt(i))) {
			i++;
		}
		return i;
	}

	// From the word on that decodes to one with a secret name, or with user information.
	private String hideFromEncoded(String text) {
		for (int start = 0; start < text.length();) {
			int end = endOfWord(text, start);
			if (isEncoded(text, start, end) && this.nested.inWords(text, start, end)) {
				return text.substring(0, start) + this.mask;
			}
			start = end + 1;
		}
		return text;
	}

	private static boolean isEncoded(String text, int start, int end) {
		for (int i = start; i < end; i++) {
			if ("%\\&@".indexOf(text.charAt(i)) >= 0) {
				return true;
			}
		}
		return false;
	}

	private String hideFromFirstName(String text) {
		int position = 0;
		while (position < text.length()) {
			int end = position;
			while (end < text.length() && SecretNames.isWordPart(text.charAt(end))) {
				end++;
			}
			if (end > position && end < text.length() && this.names.matchesExactly(text, position, end)
					&& !isHidden(text, end)) {
				return text.substring(0, end) + this.mask;
			}
			position = end + 1;
		}
		return text;
	}

	// A pair whose value is hidden already.
	private boolean isHidden(String text, int nameEnd) {
		int after = nameEnd + 1 + this.mask.length();
		return text.charAt(nameEnd) == '=' && text.startsWith(this.mask, nameEnd + 1)
				&& (after == text.length() || text.charAt(after) == '&');
	}

}
