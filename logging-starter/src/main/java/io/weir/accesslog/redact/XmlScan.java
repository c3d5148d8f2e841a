// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.redact;

import java.util.ArrayDeque;
import java.util.Deque;
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

	private final String mask;

	private final StringBuilder redacted;

	private final Deque<String> open = new ArrayDeque<>();

	private boolean rootSeen;

	// The depth outside the element being hidden.
	private int hidingDepth = NOT_HIDING;

	// All before it is in the result already, or hidden.
	private int copied;

	XmlScan(String text, boolean truncated, SecretNames names, String mask) {
		this.text = text;
		this.truncated = truncated;
		this.names = names;
		this.mask = mask;
		this.redacted = new StringBuilder(text.length() + 16);
	}

	@Nullable String redact() {
		int position = 0;
		while (position < this.text.length()) {
			int resultBefore = this.redacted.length();
			int copiedBefore = this.copied;
			int end = (this.text.charAt(position) == '<') ? markup(position) : characters(position);
			if (end == CUT && this.truncated) {
				this.redacted.setLength(resultBefore);
				this.copied = copiedBefore;
				return result(position);
			}
			if (end < 0) {
				return null;
			}
			position = end;
		}
		return (this.truncated || (this.rootSeen && this.open.isEmpty())) ? result(position) : null;
	}

	private String result(int end) {
		if (this.hidingDepth == NOT_HIDING) {
			this.redacted.append(this.text, this.copied, end);
		}
		return this.redacted.toString();
	}

	private int characters(int start) {
		int end = this.text.indexOf('<', start);
		if (end < 0 && this.truncated) {
			return CUT;
		}
		end = (end < 0) ? this.text.length() : end;
		if (this.open.isEmpty()) {
			return isBlank(start, end) ? end : INVALID;
		}
		if (holdsMarkup(start, end) || NestedSecrets.in(this.text, start, end, this.names)) {
			hide(start, end);
		}
		return end;
	}

	private boolean isBlank(int start, int end) {
		return this.text.substring(start, end).isBlank();
	}

	// Another document, escaped.
	private boolean holdsMarkup(int start, int end) {
		for (int i = this.text.indexOf('&', start); i >= 0 && i < end; i = this.text.indexOf('&', i + 1)) {
			String entity = this.text.substring(i, Math.min(end, i + 6)).toLowerCase(Locale.ROOT);
			if (entity.startsWith("&lt;") || entity.startsWith("&#60;") || entity.startsWith("&#x3c;")
					|| entity.startsWith("&#0") || entity.startsWith("&#x0")) {
				return true;
			}
		}
		return false;
	}

	private int markup(int start) {
		if (this.text.startsWith("<!--", start)) {
			return hiddenUpTo(start + 4, "-->");
		}
		if (this.text.startsWith("<![CDATA[", start)) {
			return characterData(start + 9);
		}
		if (this.text.startsWith("<?", start)) {
			return isDeclaration(start) ? declaration(start) : hiddenUpTo(start + 2, "?>");
		}
		if (this.text.startsWith("</", start)) {
			return endTag(start);
		}
		String rest = this.text.substring(start, Math.min(this.text.length(), start + 9));
		if ("<![CDATA[".startsWith(rest) || "<!--".startsWith(rest)) {
			return CUT;
		}
		return this.text.startsWith("<!", start) ? INVALID : startTag(start);
	}

	private int hiddenUpTo(int start, String closing) {
		int end = this.text.indexOf(closing, start);
		if (end < 0) {
			return CUT;
		}
		hide(start, end);
		return end + closing.length();
	}

	private int characterData(int start) {
		int end = this.text.indexOf("]]>", start);
		if (end < 0 || this.open.isEmpty()) {
			return (end < 0) ? CUT : INVALID;
		}
		int markup = this.text.indexOf('<', start);
		if ((markup >= 0 && markup < end) || NestedSecrets.in(this.text, start, end, this.names)) {
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
		String name = this.text.substring(start + 2, nameEnd);
		if (this.text.charAt(end) != '>' || this.open.isEmpty() || !this.open.pop().equals(name)) {
			return INVALID;
		}
		if (this.open.size() == this.hidingDepth) {
			this.copied = start;
			this.hidingDepth = NOT_HIDING;
		}
		return end + 1;
	}

	private int startTag(int start) {
		int nameEnd = XmlNames.end(this.text, start + 1);
		if (nameEnd == this.text.length()) {
			return CUT;
		}
		if (nameEnd == start + 1 || (this.open.isEmpty() && this.rootSeen)) {
			return INVALID;
		}
		boolean secret = this.names.matches(this.text, start + 1, nameEnd);
		int end = attributes(nameEnd, secret);
		if (end < 0) {
			return end;
		}
		this.rootSeen = true;
		if (this.text.charAt(end - 2) != '/') {
			if (secret && this.hidingDepth == NOT_HIDING) {
				hide(end, end);
				this.hidingDepth = this.open.size();
			}
			this.open.push(this.text.substring(start + 1, nameEnd));
		}
		return end;
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
		int end = this.text.indexOf(delimiter, quote + 1);
		int less = this.text.indexOf('<', quote);
		if (less >= 0 && (end < 0 || less < end)) {
			return INVALID;
		}
		if (end < 0) {
			return CUT;
		}
		if (secretElement || this.names.matches(this.text, start, nameEnd) || holdsMarkup(quote, end)
				|| NestedSecrets.in(this.text, quote, end, this.names)) {
			hide(quote + 1, end);
		}
		return end + 1;
	}

	private void hide(int start, int end) {
		if (this.hidingDepth == NOT_HIDING) {
			this.redacted.append(this.text, this.copied, start).append(this.mask);
			this.copied = end;
		}
	}

}
