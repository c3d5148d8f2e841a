// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.redact;

/**
 * Finds a secret name with a value behind it inside another value: a URL with a query in
 * a parameter, JSON in a JSON string. What is found that way is hidden whole, not parsed.
 */
final class NestedSecrets {

	// Encoded once more by each redirect it went through.
	private static final int MAX_DECODINGS = 3;

	private NestedSecrets() {
	}

	/**
	 * Whether a piece of text, or what it decodes to, carries a secret.
	 */
	static boolean in(String text, int start, int end, SecretNames names) {
		if (namesValue(text, start, end, names)) {
			return true;
		}
		int percent = text.indexOf('%', start);
		if (percent < 0 || percent >= end) {
			return false;
		}
		String decoded = text.substring(start, end);
		for (int i = 0; i < MAX_DECODINGS && decoded.indexOf('%') >= 0; i++) {
			String once = PercentText.decode(decoded, 0, decoded.length());
			if (once == null) {
				return false;
			}
			decoded = once;
			if (namesValue(decoded, 0, decoded.length(), names)) {
				return true;
			}
		}
		return false;
	}

	private static boolean namesValue(String text, int start, int end, SecretNames names) {
		for (int i = start; i < end; i++) {
			char c = text.charAt(i);
			if ((c == '=' || c == ':') && endsWithName(text, start, i, names)) {
				return true;
			}
		}
		return false;
	}

	private static boolean endsWithName(String text, int start, int end, SecretNames names) {
		int wordEnd = end;
		while (wordEnd > start && isQuoteOrSpace(text.charAt(wordEnd - 1))) {
			wordEnd--;
		}
		int wordStart = wordEnd;
		while (wordStart > start && SecretNames.isWordPart(text.charAt(wordStart - 1))) {
			wordStart--;
		}
		return wordStart < wordEnd && names.matchesExactly(text, wordStart, wordEnd);
	}

	private static boolean isQuoteOrSpace(char c) {
		return c == '"' || c == '\'' || c == '\\' || c == ' ' || c == ']' || c == '\t';
	}

}
