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
		MaskedText masked = new MaskedText(pairs, this.mask);
		redact(masked, 0, pairs.length());
		return masked.toString();
	}

	/**
	 * Redacts the pairs in a piece of text.
	 */
	void redact(MaskedText masked, int from, int to) {
		String text = masked.text();
		for (int start = from; start < to;) {
			int end = indexOr(text, '&', start, to);
			int hidden = hiddenFrom(text, start, indexOr(text, '=', start, end), end);
			if (hidden != NOTHING) {
				masked.hide(hidden, end);
			}
			start = end + 1;
		}
	}

	// The whole pair when what stands for its name holds a secret itself.
	private int hiddenFrom(String pairs, int start, int equals, int end) {
		if (NestedSecrets.in(pairs, start, equals, this.names)) {
			return start;
		}
		boolean secret = equals < end
				&& (isSecretName(pairs, start, equals) || NestedSecrets.in(pairs, equals + 1, end, this.names));
		return secret ? equals + 1 : NOTHING;
	}

	private boolean isSecretName(String pairs, int start, int end) {
		if (!PercentText.isEncoded(pairs, start, end)) {
			return this.names.matches(pairs, start, end);
		}
		String name = PercentText.decode(pairs, start, end);
		return name == null || this.names.matches(name);
	}

	/**
	 * Where a character is next, or where a piece ends without it.
	 */
	static int indexOr(String text, char c, int start, int end) {
		int index = text.indexOf(c, start);
		return (index < 0 || index > end) ? end : index;
	}

}
