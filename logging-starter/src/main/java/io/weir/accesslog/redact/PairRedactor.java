// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.redact;

/**
 * Hides values in {@code name=value} pairs joined by {@code &}: query strings, fragments
 * and forms. Names are compared decoded; a name that cannot be decoded counts as secret.
 * A value that itself carries such a pair (a URL, JSON) is hidden whole.
 */
final class PairRedactor {

	private static final int NOTHING = -1;

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
			int hidden = hiddenFrom(pairs, start, equals, end);
			if (hidden != NOTHING) {
				redacted = (redacted != null) ? redacted : new StringBuilder(pairs.length());
				redacted.append(pairs, copied, hidden).append(this.mask);
				copied = end;
			}
			start = end + 1;
		}
		return (redacted != null) ? redacted.append(pairs, copied, pairs.length()).toString() : pairs;
	}

	// The whole pair when what stands for its name holds a secret itself.
	private int hiddenFrom(String pairs, int start, int equals, int end) {
		int nameEnd = Math.min(equals, end);
		if (NestedSecrets.in(pairs, start, nameEnd, this.names)) {
			return start;
		}
		boolean secret = equals < end
				&& (isSecretName(pairs, start, nameEnd) || NestedSecrets.in(pairs, equals + 1, end, this.names));
		return secret ? equals + 1 : NOTHING;
	}

	private boolean isSecretName(String pairs, int start, int end) {
		if (!PercentText.isEncoded(pairs, start, end)) {
			return this.names.matches(pairs, start, end);
		}
		String name = PercentText.decode(pairs, start, end);
		return name == null || this.names.matches(name);
	}

	private static int endOf(String text, int start, char separator) {
		int end = text.indexOf(separator, start);
		return (end < 0) ? text.length() : end;
	}

}
