// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.key;

/**
 * An Item of RFC 8941 whose bare item is a String (section 4.2.3 with 4.2.5). Parameters
 * must be well formed and mean nothing, as the draft defines none.
 */
final class StructuredString {

	private final String text;

	private final int end;

	private int position;

	private StructuredString(String text, int from, int to) {
		this.text = text;
		this.position = from;
		this.end = to;
	}

	static String parse(String text, int from, int to) {
		StructuredString parser = new StructuredString(text, from, to);
		String string = parser.string();
		parser.parameters();
		return string;
	}

	private String string() {
		int start = ++this.position;
		StringBuilder unescaped = null;
		while (this.position < this.end) {
			char c = this.text.charAt(this.position++);
			if (c == '"') {
				return (unescaped != null) ? unescaped.toString() : this.text.substring(start, this.position - 1);
			}
			if (c == '\\') {
				if (unescaped == null) {
					unescaped = new StringBuilder(this.text.substring(start, this.position - 1));
				}
				c = next();
				if (c != '"' && c != '\\') {
					throw malformed();
				}
			}
			else if (c < ' ' || c > '~') {
				throw malformed();
			}
			if (unescaped != null) {
				unescaped.append(c);
			}
		}
		throw malformed();
	}

	private void parameters() {
		while (this.position < this.end) {
			expect(';');
			while (peek() == ' ') {
				this.position++;
			}
			parameterKey();
			if (peek() == '=') {
				this.position++;
				parameterValue();
			}
		}
	}

	private void parameterKey() {
		char first = next();
		if (!isLowerCase(first) && first != '*') {
			throw malformed();
		}
		while (isLowerCase(peek()) || isDigit(peek()) || isOneOf(peek(), "_-.*")) {
			this.position++;
		}
	}

	private void parameterValue() {
		char first = peek();
		if (first == '"') {
			string();
		}
		else if (first == '?') {
			this.position++;
			char value = next();
			if (value != '0' && value != '1') {
				throw malformed();
			}
		}
		else if (first == ':') {
			byteSequence();
		}
		else if (first == '-' || isDigit(first)) {
			number();
		}
		else if (isLetter(first) || first == '*') {
			while (isLetter(peek()) || isDigit(peek()) || isOneOf(peek(), "!#$%&'*+-.^_`|~:/")) {
				this.position++;
			}
		}
		else {
			throw malformed();
		}
	}

	private void byteSequence() {
		this.position++;
		while (isLetter(peek()) || isDigit(peek()) || isOneOf(peek(), "+/=")) {
			this.position++;
		}
		expect(':');
	}

	private void number() {
		if (peek() == '-') {
			this.position++;
		}
		int integer = digits();
		if (integer == 0 || integer > 15) {
			throw malformed();
		}
		if (peek() == '.') {
			this.position++;
			int fraction = digits();
			if (integer > 12 || fraction == 0 || fraction > 3) {
				throw malformed();
			}
		}
	}

	private int digits() {
		int start = this.position;
		while (isDigit(peek())) {
			this.position++;
		}
		return this.position - start;
	}

	private char peek() {
		return (this.position < this.end) ? this.text.charAt(this.position) : '\0';
	}

	private char next() {
		if (this.position == this.end) {
			throw malformed();
		}
		return this.text.charAt(this.position++);
	}

	private void expect(char expected) {
		if (next() != expected) {
			throw malformed();
		}
	}

	private static boolean isLowerCase(char c) {
		return c >= 'a' && c <= 'z';
	}

	private static boolean isLetter(char c) {
		return isLowerCase(c) || (c >= 'A' && c <= 'Z');
	}

	private static boolean isDigit(char c) {
		return c >= '0' && c <= '9';
	}

	private static boolean isOneOf(char c, String characters) {
		return c != '\0' && characters.indexOf(c) >= 0;
	}

	private static MalformedKeyException malformed() {
		return new MalformedKeyException("The key is not a well-formed string (RFC 8941, section 3.3.3).");
	}

}
