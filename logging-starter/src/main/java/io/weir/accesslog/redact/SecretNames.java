// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.redact;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * The names whose values are secret: one set for headers, parameters, JSON members, XML
 * elements and attributes, path variables and added fields. Letter case, underscores,
 * hyphens and a leading {@code X-} make no difference: {@code card_number} is
 * {@code cardNumber} and {@code X-Card-Number}. Beside the names of a list there is the
 * {@linkplain LastWord rule of the last word}. A name inside a path counts as well:
 * {@code password} is found in {@code user.password}, {@code user[password]} and
 * {@code soap:password}. Immutable.
 */
public final class SecretNames {

	/**
	 * The names that are secret without any setting, beside the rule of the last word.
	 */
	static final List<String> BUILT_IN = List.of("Authorization", "Proxy-Authorization", "Cookie", "Set-Cookie",
			"X-Api-Key", "access_token", "refresh_token", "id_token", "token", "jwt", "assertion", "password", "passwd",
			"pwd", "secret", "client_secret", "api_key", "code", "sig", "signature", "X-Amz-Signature",
			"X-Amz-Credential", "X-Amz-Security-Token", "jsessionid", "passphrase", "new_password", "old_password",
			"current_password", "confirm_password", "password_confirmation", "private_key", "credentials",
			"card_number", "cvv", "cvc", "security_code", "pin", "iban");

	private static final String SEPARATORS = ".[]:/?#&;@ ";

	private final NameSet added;

	private final NameSet builtIn;

	private final NameSet excepted;

	private final boolean rules;

	/**
	 * Secret names.
	 * @param added names that are secret in addition to the built-in ones
	 * @param excepted names that are not, although a built-in name or rule says so
	 * @param defaults whether there are built-in names and rules
	 */
	public SecretNames(Collection<String> added, Collection<String> excepted, boolean defaults) {
		this.added = new NameSet(added);
		this.builtIn = new NameSet(defaults ? BUILT_IN : List.of());
		this.excepted = new NameSet(excepted);
		this.rules = defaults;
	}

	/**
	 * Whether a value may be secret whatever its name.
	 */
	boolean hasRules() {
		return this.rules;
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
				// A path that is excepted as a whole is excepted in all its parts.
				if (matchesExactly(text, segment, i) && !this.excepted.contains(text, start, end)) {
					return true;
				}
				segment = i + 1;
			}
		}
		return segment > start && matchesExactly(text, segment, end) && !this.excepted.contains(text, start, end);
	}

	/**
	 * Whether a name is secret.
	 * @param name the name, decoded
	 * @return whether its value is to be hidden
	 */
	public boolean matches(String name) {
		return matches(name, 0, name.length());
	}

	/**
	 * Whether a piece of text is a name, not counting names inside paths.
	 */
	boolean matchesExactly(String text, int start, int end) {
		if (start >= end) {
			return false;
		}
		int hash = NameSet.hash(text, start, end);
		int from = NameSet.withoutX(text, start, end);
		int shortHash = (from > start) ? NameSet.hash(text, from, end) : hash;
		if (this.added.contains(hash, text, start, end) || this.added.contains(shortHash, text, from, end)) {
			return true;
		}
		boolean secret = this.rules && (this.builtIn.contains(hash, text, start, end)
				|| this.builtIn.contains(shortHash, text, from, end) || LastWord.isSecret(text, from, end));
		return secret && !this.excepted.contains(hash, text, start, end)
				&& !this.excepted.contains(shortHash, text, from, end);
	}

	static boolean isWordPart(char c) {
		return Character.isLetterOrDigit(c) || isFiller(c);
	}

	static boolean isFiller(char c) {
		return c == '_' || c == '-';
	}

	// As String.equalsIgnoreCase does it, so that no other spelling of a letter slips by.
	static char fold(char c) {
		return Character.toLowerCase(Character.toUpperCase(c));
	}

	/**
	 * Names, compared as all names are.
	 */
	private static final class NameSet {

		private final String[] names;

		// Of the folded names, sorted: most names are passed over after one pass.
		private final int[] hashes;

		NameSet(Collection<String> names) {
			this.names = names.stream()
				.flatMap((name) -> Stream.of(name, name.substring(withoutX(name, 0, name.length()))))
				.filter((name) -> skipFillers(name, 0, name.length()) < name.length())
				.distinct()
				.toArray(String[]::new);
			this.hashes = Arrays.stream(this.names).mapToInt((name) -> hash(name, 0, name.length())).sorted().toArray();
		}

		boolean contains(String text, int start, int end) {
			return contains(hash(text, start, end), text, start, end);
		}

		boolean contains(int hash, String text, int start, int end) {
			if (this.hashes.length == 0 || Arrays.binarySearch(this.hashes, hash) < 0) {
				return false;
			}
			for (String name : this.names) {
				if (isSame(name, text, start, end)) {
					return true;
				}
			}
			return false;
		}

		static int withoutX(String text, int start, int end) {
			return (start + 2 < end && (text.charAt(start) | 0x20) == 'x' && isFiller(text.charAt(start + 1)))
					? start + 2 : start;
		}

		static int hash(String text, int start, int end) {
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

	}

}
