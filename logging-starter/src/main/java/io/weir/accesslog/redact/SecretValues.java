// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.redact;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Values that are secret whatever their name: a JSON Web Token (RFC 7519), credentials of
 * the schemes Bearer and Basic (RFC 9110 §11.4), a private key in PEM (RFC 7468).
 */
final class SecretValues {

	private static final String PEM = "-----BEGIN";

	private SecretValues() {
	}

	/**
	 * Whether a piece of text is such a value as it stands, with {@code +} for a space as
	 * forms have it.
	 */
	static boolean in(String text, int start, int end) {
		int from = start;
		while (from < end && isSpace(text.charAt(from))) {
			from++;
		}
		if (from == end) {
			return false;
		}
		char first = text.charAt(from);
		if ((first | 0x20) == 'b' && (isScheme("bearer", text, from, end) || isScheme("basic", text, from, end))) {
			return true;
		}
		return (first == 'e' && isWebToken(text, from, end)) || privateKey(text, from, end) >= 0;
	}

	private static boolean isSpace(char c) {
		return c == ' ' || c == '+' || c == '\t' || c == '\r' || c == '\n' || c == '"';
	}

	static boolean isScheme(String scheme, String text, int start, int end) {
		int after = start + scheme.length();
		return after < end && text.regionMatches(true, start, scheme, 0, scheme.length())
				&& (isSpace(text.charAt(after)) && text.charAt(after) != '"');
	}

	/**
	 * Whether a piece of text is a JSON Web Token: two dots or four between base64url
	 * (RFC 7515 §7.1, RFC 7516 §7.1), the first part of which is a JSON object.
	 */
	static boolean isWebToken(String text, int start, int end) {
		int dots = 0;
		int header = end;
		int i = start;
		while (i < end && isBase64Url(text.charAt(i))) {
			if (text.charAt(i) == '.') {
				header = (dots++ == 0) ? i : header;
			}
			i++;
		}
		while (i < end && isSpace(text.charAt(i))) {
			i++;
		}
		return i == end && (dots == 2 || dots == 4) && isWebTokenHeader(text, start, header);
	}

	/**
	 * Whether a piece of text could be the beginning of a JSON Web Token.
	 */
	static boolean beginsWebToken(String text, int start, int end) {
		return end - start >= 8 && (text.startsWith("eyJ", start) || text.startsWith("eyA", start));
	}

	private static boolean isWebTokenHeader(String text, int start, int end) {
		try {
			byte[] header = Base64.getUrlDecoder().decode(text.substring(start, end));
			String json = new String(header, StandardCharsets.UTF_8);
			return json.startsWith("{") && json.indexOf('"') > 0 && json.stripTrailing().endsWith("}");
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	private static boolean isBase64Url(char c) {
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_'
				|| c == '.' || c == '=';
	}

	/**
	 * Where a private key begins in a piece of text, or -1.
	 */
	static int privateKey(String text, int start, int end) {
		for (int i = PairRedactor.indexOr(text, '-', start, end); i + PEM.length() < end; i++) {
			if (text.charAt(i) == '-' && text.startsWith(PEM, i) && isPrivate(text, i + PEM.length(), end)) {
				return i;
			}
		}
		return -1;
	}

	private static boolean isPrivate(String text, int start, int end) {
		String label = text.substring(start, Math.min(end, start + 40)).replace('+', ' ');
		int close = label.indexOf("-----");
		return ((close >= 0) ? label.substring(0, close) : label).contains("PRIVATE KEY");
	}

	/**
	 * Where such a value begins in free text, or -1.
	 * @param truncated whether the text goes on after its end, where half a token is one
	 */
	static int firstIn(String text, boolean truncated) {
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			boolean begins = i == 0 || !isBase64Url(text.charAt(i - 1));
			if (c == 'e' && begins && isWebTokenAt(text, i, truncated)) {
				return i;
			}
			if ((c | 0x20) == 'b' && begins && isScheme("bearer", text, i, text.length())) {
				return i;
			}
			if (c == '-' && text.startsWith(PEM, i) && isPrivate(text, i + PEM.length(), text.length())) {
				return i;
			}
		}
		return in(text, 0, text.length()) ? 0 : -1;
	}

	private static boolean isWebTokenAt(String text, int start, boolean truncated) {
		int end = start;
		while (end < text.length() && isBase64Url(text.charAt(end))) {
			end++;
		}
		return isWebToken(text, start, end) || (truncated && end == text.length() && beginsWebToken(text, start, end));
	}

}
