// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.redact;

import java.util.BitSet;

import org.jspecify.annotations.Nullable;

/**
 * One pass over a JSON text. Copies it as it stands, but for the values to hide. Keeps
 * one bit for each open object or array instead of a call on the stack, so that no depth
 * is too deep.
 */
final class JsonScan {

	private enum Expect {

		VALUE, VALUE_OR_END, NAME, NAME_OR_END, COLON, COMMA_OR_END, NOTHING

	}

	private static final int NOT_HIDING = -1;

	private final String text;

	private final boolean truncated;

	private final SecretNames names;

	private final NestedSecrets nested;

	private final MaskedText masked;

	private final JsonTokens tokens;

	private final BitSet objects = new BitSet();

	private Expect expect = Expect.VALUE;

	private int depth;

	// The depth outside the value being hidden.
	private int hidingDepth = NOT_HIDING;

	// The last name was a secret one.
	private boolean secret;

	// The end of the last whole token.
	private int position;

	JsonScan(String text, boolean truncated, SecretNames names, NestedSecrets nested, String mask) {
		this.text = text;
		this.truncated = truncated;
		this.names = names;
		this.nested = nested;
		this.masked = new MaskedText(text, mask);
		this.tokens = new JsonTokens(text);
	}

	@Nullable String redact() {
		int next = nextToken();
		while (next < this.text.length()) {
			int end = accept(next);
			if (end == JsonTokens.CUT && this.truncated) {
				return result(this.position);
			}
			if (end < 0) {
				return null;
			}
			this.position = end;
			next = nextToken();
		}
		// The white space around a text that was understood to its end is part of it.
		return (this.truncated || this.expect == Expect.NOTHING) ? result(next) : null;
	}

	private int nextToken() {
		int i = this.position;
		while (i < this.text.length() && " \t\n\r".indexOf(this.text.charAt(i)) >= 0) {
			i++;
		}
		return i;
	}

	private String result(int end) {
		return (this.hidingDepth != NOT_HIDING) ? this.masked.upToHidden() : this.masked.upTo(end);
	}

	private int accept(int start) {
		char c = this.text.charAt(start);
		return switch (this.expect) {
			case VALUE -> value(c, start);
			case VALUE_OR_END -> (c == ']') ? close(start) : value(c, start);
			case NAME -> name(c, start);
			case NAME_OR_END -> (c == '}') ? close(start) : name(c, start);
			case COLON -> (c == ':') ? then(Expect.VALUE, start + 1) : JsonTokens.INVALID;
			case COMMA_OR_END -> commaOrEnd(c, start);
			// A line-delimited stream: one document after another.
			case NOTHING -> value(c, start);
		};
	}

	private int then(Expect next, int end) {
		this.expect = next;
		return end;
	}

	private int commaOrEnd(char c, int start) {
		boolean inObject = this.objects.get(this.depth);
		if (c == ',') {
			return then(inObject ? Expect.NAME : Expect.VALUE, start + 1);
		}
		return (c == (inObject ? '}' : ']')) ? close(start) : JsonTokens.INVALID;
	}

	private int name(char c, int start) {
		int end = (c == '"') ? this.tokens.endOfString(start) : JsonTokens.INVALID;
		if (end >= 0) {
			boolean telling = this.hidingDepth == NOT_HIDING
					&& this.nested.in(this.text, start + 1, end - 1, Encoding.BACKSLASHES);
			if (telling) {
				this.masked.hide(start, end);
			}
			this.secret = telling || isSecretName(start + 1, end - 1);
			this.expect = Expect.COLON;
		}
		return end;
	}

	private boolean isSecretName(int start, int end) {
		boolean escaped = PairRedactor.indexOr(this.text, '\\', start, end) < end;
		return escaped ? this.names.matches(JsonEscapes.decode(this.text, start, end))
				: this.names.matches(this.text, start, end);
	}

	private int value(char c, int start) {
		if (c == '{' || c == '[') {
			return open(c, start);
		}
		int end = endOfScalar(c, start);
		if (end < 0) {
			return end;
		}
		if (this.hidingDepth == NOT_HIDING
				&& (this.secret || (c == '"' && this.nested.in(this.text, start + 1, end - 1, Encoding.BACKSLASHES)))) {
			this.masked.hide(start, end);
		}
		this.secret = false;
		return then(afterValue(), end);
	}

	private int endOfScalar(char c, int start) {
		return switch (c) {
			case '"' -> this.tokens.endOfString(start);
			case 't' -> this.tokens.endOfWord(start, "true");
			case 'f' -> this.tokens.endOfWord(start, "false");
			case 'n' -> this.tokens.endOfWord(start, "null");
			default -> {
				int end = this.tokens.endOfNumber(start);
				yield (end == this.text.length() && this.truncated) ? JsonTokens.CUT : end;
			}
		};
	}

	private int open(char c, int start) {
		if (this.secret && this.hidingDepth == NOT_HIDING) {
			this.masked.hide(start, start);
			this.hidingDepth = this.depth;
		}
		this.secret = false;
		this.depth++;
		this.objects.set(this.depth, c == '{');
		return then((c == '{') ? Expect.NAME_OR_END : Expect.VALUE_OR_END, start + 1);
	}

	private int close(int start) {
		this.depth--;
		if (this.depth == this.hidingDepth) {
			this.masked.extendTo(start + 1);
			this.hidingDepth = NOT_HIDING;
		}
		return then(afterValue(), start + 1);
	}

	private Expect afterValue() {
		return (this.depth == 0) ? Expect.NOTHING : Expect.COMMA_OR_END;
	}

}
