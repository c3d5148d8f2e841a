// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.redact;

/**
 * The rule of the last word: a name is secret when the last word of it is
 * ({@code userPassword}, {@code auth_token}, {@code X-Session-Cookie2}), its trailing
 * digits aside. Words begin at a change of case, behind a digit, and behind what is no
 * letter.
 */
final class LastWord {

	private static final String[] WORDS = { "pwd", "secret", "token", "credential", "credentials", "authorization",
			"cookie" };

	// No other word ends in one of these: they count in 'dbpassword' and 'myapikey' too.
	private static final String[] UNMISTAKABLE = { "password", "passwd", "passphrase", "apikey", "secretkey",
			"privatekey", "accesskey" };

	// What one of them can end in; most names are passed over after one look.
	private static final String ENDS = "dtnlsey";

	private LastWord() {
	}

	static boolean isSecret(String text, int start, int end) {
		int last = end;
		while (last > start && isTrailing(text.charAt(last - 1))) {
			last--;
		}
		if (last == start || ENDS.indexOf(SecretNames.fold(text.charAt(last - 1))) < 0) {
			return false;
		}
		for (String word : WORDS) {
			int from = startOf(word, text, start, last);
			if (from >= 0 && beginsWord(text, start, from, last)) {
				return true;
			}
		}
		for (String word : UNMISTAKABLE) {
			int from = startOf(word, text, start, last);
			if (from < 0) {
				continue;
			}
			boolean whole = last - from == word.length() && isOneWord(text, from, last);
			if (whole || beginsWord(text, start, from, last)) {
				return true;
			}
		}
		return false;
	}

	private static boolean isTrailing(char c) {
		return Character.isDigit(c) || SecretNames.isFiller(c);
	}

	// Where a word begins that a piece of text ends in, whatever divides its letters.
	private static int startOf(String word, String text, int start, int end) {
		int i = end;
		for (int n = word.length() - 1; n >= 0; n--) {
			while (i > start && isDivider(text.charAt(i - 1))) {
				i--;
			}
			if (i == start || SecretNames.fold(text.charAt(i - 1)) != word.charAt(n)) {
				return -1;
			}
			i--;
		}
		return i;
	}

	private static boolean isDivider(char c) {
		return SecretNames.isFiller(c) || c == ' ' || c == '.';
	}

	private static boolean beginsWord(String text, int start, int index, int end) {
		if (index == start) {
			return true;
		}
		char before = text.charAt(index - 1);
		char first = text.charAt(index);
		if (!Character.isLetter(before)) {
			return true;
		}
		if (!Character.isUpperCase(first)) {
			return false;
		}
		// XMLToken: the last of several capitals begins the next word.
		return !Character.isUpperCase(before) || (index + 1 < end && Character.isLowerCase(text.charAt(index + 1)));
	}

	private static boolean isOneWord(String text, int start, int end) {
		for (int i = start + 1; i < end; i++) {
			if (Character.isUpperCase(text.charAt(i)) && !Character.isUpperCase(text.charAt(i - 1))) {
				return false;
			}
		}
		return true;
	}

}
