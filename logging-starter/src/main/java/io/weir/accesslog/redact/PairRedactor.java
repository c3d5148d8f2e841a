// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.redact;

/**
 * Hides values in {@code name=value} pairs joined by {@code &}: query strings, fragments
 * and forms. Names are compared decoded; a name that cannot be decoded counts as secret.
 * A value that itself carries such a pair (a URL, JSON) is hidden whole.
 */
final class PairRedactor {

	private final SecretNames names;

	private final String mask;

	PairRedactor(SecretNames names, String mask) {
		this.names = names;
		this.mask = mask;
	}

	/**
	 * Redacts pairs; the text itself when there is nothing to hide.
	 */
	String redact(String pairs) {
		StringBuilder redacted = null;
		int copied = 0;
		for (int start = 0; start < pairs.length();) {
			int end = endOf(pairs, start, '&');
			int equals = endOf(pairs, start, '=');
			if (equals < end && isSecret(pairs, start, equals, end)) {
				redacted = (redacted != null) ? redacted : new StringBuilder(pairs.length());
				redacted.append(pairs, copied, equals + 1).append(this.mask);
				copied = end;
			}
			start = end + 1;
		}
		return (redacted != null) ? redacted.append(pairs, copied, pairs.length()).toString() : pairs;
	}

	private boolean isSecret(String pairs, int start, int equals, int end) {
		String name = PercentText.decode(pairs, start, equals);
		return name == null || this.names.matches(name) || NestedSecrets.in(pairs, equals + 1, end, this.names);
	}

	private static int endOf(String text, int start, char separator) {
		int end = text.indexOf(separator, start);
		return (end < 0) ? text.length() : end;
	}

}
