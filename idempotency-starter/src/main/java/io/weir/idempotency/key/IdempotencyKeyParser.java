// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.key;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Reads a key from the value of its header. Immutable.
 */
public final class IdempotencyKeyParser {

	private final KeySyntax syntax;

	private final int maxLength;

	private final @Nullable Pattern pattern;

	/**
	 * Creates a parser.
	 * @param syntax how a key may be written
	 * @param maxLength how many characters a key may have, inclusive
	 * @param pattern what the whole key must match, or {@code null}
	 */
	public IdempotencyKeyParser(KeySyntax syntax, int maxLength, @Nullable Pattern pattern) {
		this.syntax = syntax;
		this.maxLength = maxLength;
		this.pattern = pattern;
	}

	/**
	 * Reads the key.
	 * @param value the header's value
	 * @return the key, without quotes and escapes
	 * @throws MalformedKeyException when it is empty, too long, not in the syntax, or
	 * does not match the pattern
	 */
	public String parse(String value) {
		int from = 0;
		int to = value.length();
		while (from < to && value.charAt(from) == ' ') {
			from++;
		}
		while (to > from && value.charAt(to - 1) == ' ') {
			to--;
		}
		if (from == to) {
			throw new MalformedKeyException("The key is empty.");
		}
		String key = (value.charAt(from) == '"') ? StructuredString.parse(value, from, to) : bare(value, from, to);
		if (key.isEmpty()) {
			throw new MalformedKeyException("The key is empty.");
		}
		if (key.length() > this.maxLength) {
			throw new MalformedKeyException("The key is longer than " + this.maxLength + " characters.");
		}
		if (this.pattern != null && !this.pattern.matcher(key).matches()) {
			throw new MalformedKeyException("The key does not match the required pattern.");
		}
		return key;
	}

	private String bare(String value, int from, int to) {
		if (this.syntax == KeySyntax.STRICT) {
			throw new MalformedKeyException("The key is not a string in double quotes (RFC 8941, section 3.3.3).");
		}
		for (int i = from; i < to; i++) {
			char c = value.charAt(i);
			if (c <= ' ' || c > '~' || c == '"' || c == ',' || c == ';' || c == '\\') {
				throw new MalformedKeyException("A key without quotes has visible ASCII characters only, "
						+ "and no double quote, comma, semicolon or backslash.");
			}
		}
		return value.substring(from, to);
	}

}
