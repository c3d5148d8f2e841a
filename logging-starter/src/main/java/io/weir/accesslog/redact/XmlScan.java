// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.redact;

import java.util.Arrays;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * One pass over an XML text. Copies it as it stands, but for what is to be hidden.
 */
final class XmlScan {

	private static final int CUT = -1;

	private static final int INVALID = -2;

	private static final int NOT_HIDING = -1;

	private final String text;

	private final boolean truncated;

	private final SecretNames names;

	private final NestedSecrets nested;

	private final MaskedText masked;

	private final XmlCharacters characters;

	// Where the names of the open elements begin.
	private int[] open = new int[16];

	private int depth;

	private boolean rootSeen;

	// The depth outside the element being hidden.
	private int hidingDepth = NOT_HIDING;

	XmlScan(String text, boolean truncated, SecretNames names, NestedSecrets nested, String mask) {
		this.text = text;
		this.truncated = truncated;
		this.names = names;
		this.nested = nested;
		this.masked = new MaskedText(text, mask);
		this.characters = new XmlCharacters(text);
	}

	@Nullable String redact() {
		int position = 0;
		while (position < this.text.length()) {
			int end = (this.text.charAt(position) == '<') ? markup(position) : characters(position);
			if (end == CUT && this.truncated) {
				return result(position);
			}
			if (end < 0) {
				return null;
			}
			position = end;
		}
		return (this.truncated || (this.rootSeen && this.depth == 0)) ? result(position) : null;
	}

	private String result(int end) {
		endCharacters(end);
		return (this.hidingDepth != NOT_HIDING) ? this.masked.upToHidden() : this.masked.upTo(end);
	}

	private int characters(int start) {
		int end = this.text.indexOf('<', start);
		if (end < 0 && this.truncated) {
			return CUT;
		}
		end = (end < 0) ? this.text.length() : end;
		if (this.depth == 0) {
			return isBlank(start, end) ? end : INVALID;
		}
		addCharacters(start, start, end);
		if (holdsMarkup(start, end) || this.nested.in(this.text, start, end, Encoding.REFERENCES)) {
			hide(start, end);
		}
		return end;
	}

	private void addCharacters(int token, int start, int end) {
		if (this.characters.isEmpty()) {
			this.masked.mark();
		}
		this.characters.add(token, start, end);
	}

	// What comments and the borders of CDATA sections divide is one text to who reads it.
	private void endCharacters(int end) {
		String whole = this.characters.joined();
		if (whole != null && this.hidingDepth == NOT_HIDING
				&& this.nested.in(whole, 0, whole.length(), Encoding.REFERENCES)) {
			this.masked.reset();
			this.masked.hide(this.characters.token(), end);
		}
		this.characters.clear();
	}

	private boolean isBlank(int start, int end) {
		return XmlNames.skipSpace(this.text, start) >= end;
	}

	// Another document, escaped.
	private boolean holdsMarkup(int start, int end) {
		for (int i = start; i < end; i++) {
			if (this.text.charAt(i) == '&') {
				int referenceEnd = XmlReferences.end(this.text, i, end);
				if (referenceEnd != XmlReferences.NONE && XmlReferences.character(this.text, i, referenceEnd) == '<') {
					return true;
				}
			}
		}
		return false;
	}

	private int markup(int start) {
		if (this.text.startsWith("<!--", start)) {
			return hiddenUpTo(start + 4, "-->");
		}
		if (this.text.startsWith("<![CDATA[", start)) {
			return characterData(start);
		}
		if (this.text.startsWith("<?", start)) {
			return isDeclaration(start) ? declaration(start) : hiddenUpTo(start + 2, "?>");
		}
		if (isCutOf("<![CDATA[", start) || isCutOf("<!--", start)) {
			return CUT;
		}
		if (this.text.startsWith("<!", start)) {
			return INVALID;
		}
		endCharacters(start);
		return this.text.startsWith("</", start) ? endTag(start) : startTag(start);
	}

	private boolean isCutOf(String opening, int start) {
		int available = this.text.length() - start;
		return available < opening.length() && this.text.regionMatches(start, opening, 0, available);
	}

	private int hiddenUpTo(int start, String closing) {
		int end = this.text.indexOf(closing, start);
		if (end < 0) {
			return CUT;
		}
		hide(start, end);
		return end + closing.length();
	}

	private int characterData(int token) {
		int start = token + 9;
		int end = this.text.indexOf("]]>", start);
		if (end < 0 || this.depth == 0) {
			return (end < 0) ? CUT : INVALID;
		}
		addCharacters(token, start, end);
		if (PairRedactor.indexOr(this.text, '<', start, end) < end
				|| this.nested.in(this.text, start, end, Encoding.BACKSLASHES)) {
			hide(start, end);
		}
		return end + 3;
	}

	private boolean isDeclaration(int start) {
		return start == 0 && this.text.startsWith("<?xml") && this.text.length() > 5
				&& Character.isWhitespace(this.text.charAt(5));
	}

	// In an encoding such as UTF-7 plain letters may stand for other ones.
	private int declaration(int start) {
		int end = this.text.indexOf("?>", start);
		if (end < 0) {
			return CUT;
		}
		String declared = this.text.substring(start, end).toLowerCase(Locale.ROOT);
		boolean plain = !declared.contains("encoding") || declared.contains("utf-8") || declared.contains("us-ascii")
				|| declared.contains("iso-8859-") || declared.contains("windows-125");
		return plain ? end + 2 : INVALID;
	}

	private int endTag(int start) {
		int nameEnd = XmlNames.end(this.text, start + 2);
		int end = XmlNames.skipSpace(this.text, nameEnd);
		if (end == this.text.length()) {
			return CUT;
		}
		if (this.text.charAt(end) != '>' || this.depth == 0 || !isOpen(start + 2, nameEnd)) {
			return INVALID;
		}
		this.depth--;
		if (this.depth == this.hidingDepth) {
			this.masked.extendTo(start);
			this.hidingDepth = NOT_HIDING;
		}
		return end + 1;
	}

	private boolean isOpen(int name, int nameEnd) {
		int opened = this.open[this.depth - 1];
		int length = nameEnd - name;
		return this.text.regionMatches(opened, this.text, name, length)
				&& XmlNames.end(this.text, opened) == opened + length;
	}

	private int startTag(int start) {
		int nameEnd = XmlNames.end(this.text, start + 1);
		if (nameEnd == this.text.length()) {
			return CUT;
		}
		if (nameEnd == start + 1 || (this.depth == 0 && this.rootSeen)) {
			return INVALID;
		}
		boolean secret = this.names.matches(this.text, start + 1, nameEnd);
		this.masked.mark();
		int end = attributes(nameEnd, secret);
		if (end < 0) {
			this.masked.reset();
			return end;
		}
		this.rootSeen = true;
		if (this.text.charAt(end - 2) != '/') {
			if (secret && this.hidingDepth == NOT_HIDING) {
				hide(end, end);
				this.hidingDepth = this.depth;
			}
			open(start + 1);
		}
		return end;
	}

	private void open(int name) {
		if (this.depth == this.open.length) {
			this.open = Arrays.copyOf(this.open, 2 * this.depth);
		}
		this.open[this.depth++] = name;
	}

	private int attributes(int start, boolean secretElement) {
		int position = start;
		while (true) {
			int next = XmlNames.skipSpace(this.text, position);
			if (next == this.text.length()) {
				return CUT;
			}
			char c = this.text.charAt(next);
			if (c == '>') {
				return next + 1;
			}
			if (c == '/') {
				return (next + 1 == this.text.length()) ? CUT
						: (this.text.charAt(next + 1) == '>') ? next + 2 : INVALID;
			}
			position = (next > position) ? attribute(next, secretElement) : INVALID;
			if (position < 0) {
				return position;
			}
		}
	}

	private int attribute(int start, boolean secretElement) {
		int nameEnd = XmlNames.end(this.text, start);
		int equals = XmlNames.skipSpace(this.text, nameEnd);
		int quote = (equals < this.text.length()) ? XmlNames.skipSpace(this.text, equals + 1) : equals;
		if (quote >= this.text.length()) {
			return CUT;
		}
		char delimiter = this.text.charAt(quote);
		if (nameEnd == start || this.text.charAt(equals) != '=' || (delimiter != '"' && delimiter != '\'')) {
			return INVALID;
		}
		int end = PairRedactor.indexOr(this.text, delimiter, quote + 1, this.text.length());
		if (PairRedactor.indexOr(this.text, '<', quote, end) < end) {
			return INVALID;
		}
		if (end == this.text.length()) {
			return CUT;
		}
		if (secretElement || this.names.matches(this.text, start, nameEnd) || holdsMarkup(quote, end)
				|| this.nested.in(this.text, quote + 1, end, Encoding.REFERENCES)) {
			hide(quote + 1, end);
		}
		return end + 1;
	}

	private void hide(int start, int end) {
		if (this.hidingDepth == NOT_HIDING) {
			this.masked.hide(start, end);
		}
	}

}
