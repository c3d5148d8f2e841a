// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.redact;

/**
 * Hides secrets in the parts of a URL: path parameters ({@code ;jsessionid=…}), the
 * query, the fragment and the user information. Returns the text itself when there is
 * nothing to hide. Safe for use by several threads.
 */
public final class UrlRedactor {

	private final NestedSecrets nested;

	private final PairRedactor pairs;

	private final String mask;

	/**
	 * A redactor.
	 * @param names the names whose values are secret
	 * @param mask what stands in for a value
	 */
	public UrlRedactor(SecretNames names, String mask) {
		this.nested = new NestedSecrets(names);
		this.pairs = new PairRedactor(names, mask);
		this.mask = mask;
	}

	/**
	 * Redacts a query string.
	 * @param query the query without {@code ?}, undecoded
	 * @return what may be logged
	 */
	public String redactQuery(String query) {
		return this.pairs.redact(query);
	}

	/**
	 * Redacts the path parameters of a path, and the segments that are secrets or carry
	 * them: a token, a pair, a URL with user information.
	 * @param path the path, undecoded
	 * @return what may be logged
	 */
	public String redactPath(String path) {
		if (isPlain(path)) {
			return path;
		}
		MaskedText masked = new MaskedText(path, this.mask);
		redactPath(masked, 0, path.length());
		return masked.toString();
	}

	// Nothing in it can be a sign of a secret, as in nearly all paths.
	private static boolean isPlain(String path) {
		for (int i = 0; i < path.length(); i++) {
			char c = path.charAt(i);
			if (c < '.' || (c > '9' && c < 'A') || c > 'z' || (c == 'e' && path.startsWith("ey", i))) {
				if (c != '-') {
					return false;
				}
			}
		}
		return true;
	}

	// A parameter is a pair; a segment is a value.
	private void redactPath(MaskedText masked, int from, int to) {
		String text = masked.text();
		boolean parameter = false;
		for (int start = from; start < to;) {
			int end = endOfPiece(text, start, to);
			if (parameter) {
				this.pairs.redactOne(masked, start, end);
			}
			else {
				redactSegment(masked, start, end);
			}
			parameter = end < to && text.charAt(end) == ';';
			start = end + 1;
		}
	}

	private void redactSegment(MaskedText masked, int start, int end) {
		String text = masked.text();
		if (this.nested.in(text, start, end, Encoding.PERCENT_SIGNS)) {
			masked.hide(start, end);
			return;
		}
		int at = endOfUserInfo(text, start, end);
		if (at > start) {
			masked.hide(start, at);
		}
	}

	// A URL that is a piece of the path: what stands before the @ of its authority.
	private static int endOfUserInfo(String text, int start, int end) {
		int at = end - 1;
		while (at > start && text.charAt(at) != '@' && !isAt(text, at, end)) {
			at--;
		}
		if (at <= start) {
			return start;
		}
		boolean authority = start > 1 && text.charAt(start - 1) == '/' && text.charAt(start - 2) == '/';
		for (int i = start; i < at && !authority; i++) {
			authority = text.charAt(i) == ':' || (text.startsWith("%3", i) && (text.charAt(i + 2) | 0x20) == 'a');
		}
		return authority ? at : start;
	}

	private static boolean isAt(String text, int index, int end) {
		return index + 2 < end && text.startsWith("%40", index);
	}

	private static int endOfPiece(String text, int start, int to) {
		int i = start;
		while (i < to && text.charAt(i) != ';' && text.charAt(i) != '/') {
			i++;
		}
		return i;
	}

	/**
	 * Redacts a whole URL or a reference to one (RFC 3986 §4.1).
	 * @param url the URL
	 * @return what may be logged
	 */
	public String redactUrl(String url) {
		MaskedText masked = new MaskedText(url, this.mask);
		int hash = PairRedactor.indexOr(url, '#', 0, url.length());
		int query = PairRedactor.indexOr(url, '?', 0, hash);
		int path = redactUserInfo(masked, query);
		redactPath(masked, path, query);
		this.pairs.redact(masked, query + 1, hash);
		this.pairs.redact(masked, hash + 1, url.length());
		return masked.toString();
	}

	// Returns where the path goes on after it.
	private int redactUserInfo(MaskedText masked, int to) {
		String text = masked.text();
		int authority = text.indexOf("//") + 2;
		int at = text.lastIndexOf('@', PairRedactor.indexOr(text, '/', authority, to) - 1);
		if (authority < 2 || at < authority) {
			return 0;
		}
		redactPath(masked, 0, authority);
		masked.hide(authority, at);
		return at;
	}

}
