// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.redact;

import io.weir.accesslog.redact.SecretSigns.Finding;

/**
 * Finds secrets inside another value, whatever it is written in: a URL with a query in a
 * parameter, JSON in a JSON string, XML in a form. What is found that way is hidden
 * whole, not parsed. Linear in the length of the piece; allocates only to decode one.
 */
final class NestedSecrets {

	// Encoded once more by each redirect it went through.
	private static final int MAX_DECODINGS = 6;

	private final SecretSigns signs;

	private final boolean anyName;

	NestedSecrets(SecretNames names) {
		this.signs = new SecretSigns(names);
		this.anyName = names.hasRules();
	}

	/**
	 * Whether a piece of text, or what it decodes to, carries a secret. What is still
	 * encoded after so many decodings counts as one.
	 * @param outermost how the whole piece is encoded, if it is
	 */
	boolean in(String text, int start, int end, Encoding outermost) {
		return in(text, start, end, outermost, false);
	}

	/**
	 * The same of free text, where a secret name alone counts.
	 */
	boolean inWords(String text, int start, int end) {
		return in(text, start, end, Encoding.BACKSLASHES, true);
	}

	private boolean in(String text, int start, int end, Encoding outermost, boolean anyWord) {
		Finding finding = look(text, start, end, anyWord);
		if (finding.encoding() == null) {
			return finding == Finding.SECRET;
		}
		String decoded = outermost.decode(text.substring(start, end));
		finding = look(decoded, 0, decoded.length(), anyWord);
		for (int i = 0; i < MAX_DECODINGS; i++) {
			Encoding encoding = finding.encoding();
			if (encoding == null) {
				return finding == Finding.SECRET;
			}
			decoded = encoding.decode(decoded);
			finding = look(decoded, 0, decoded.length(), anyWord);
		}
		return finding != Finding.HARMLESS;
	}

	private Finding look(String text, int start, int end, boolean anyWord) {
		return (this.anyName && SecretValues.in(text, start, end)) ? Finding.SECRET
				: this.signs.in(text, start, end, anyWord);
	}

}
