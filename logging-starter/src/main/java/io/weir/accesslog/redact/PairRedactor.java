// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.redact;

/**
 * Hides values in {@code name=value} pairs joined by {@code &}: query strings, fragments
 * and forms. Names are compared decoded; what cannot be decoded counts as secret. A value
 * that itself carries such a pair (a URL, JSON) is hidden whole.
 */
final class PairRedactor {

	private static final int NOTHING = -1;

	private final SecretNames names;

	private final NestedSecrets nested;

	private final String mask;

	PairRedactor(SecretNames names, String mask) {
		this.names = names;
		this.nested = new NestedSecrets(names);
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
		for (int start = from; start < to;) {
			int end = indexOr(masked.text(), '&', start, to);
			redactOne(masked, start, end);
			start = end + 1;
		}
	}

	/**
	 * Redacts the one pair that a piece of text is.
	 */
	void redactOne(MaskedText masked, int start, int end) {
		int hidden = hiddenFrom(masked.text(), start, indexOr(masked.text(), '=', start, end), end);
		if (hidden != NOTHING) {
			masked.hide(hidden, end);
		}
	}

	// The whole pair when what stands for its name holds a secret itself.
	private int hiddenFrom(String pairs, int start, int equals, int end) {
		if (this.nested.in(pairs, start, equals, Encoding.PERCENT_SIGNS)) {
			return start;
		}
		boolean secret = equals < end
				&& (PercentText.isMalformed(pairs, start, end) || isSecretName(pairs, start, equals)
						|| this.nested.in(pairs, equals + 1, end, Encoding.PERCENT_SIGNS));
		return secret ? equals + 1 : NOTHING;
	}

	private boolean isSecretName(String pairs, int start, int equals) {
		return this.names.matches(pairs, start, equals)
				|| this.nested.in(pairs, start, equals + 1, Encoding.PERCENT_SIGNS)
				|| (PercentText.isEncoded(pairs, start, equals)
						&& this.names.matches(PercentText.decode(pairs, start, equals)));
	}

	/**
	 * Where a character is next, or where a piece ends without it. Unlike
	 * {@link String#indexOf(int, int)} it does not search the rest of a long text.
	 */
	static int indexOr(String text, char c, int start, int end) {
		int i = start;
		while (i < end && text.charAt(i) != c) {
			i++;
		}
		return Math.min(i, end);
	}

}
