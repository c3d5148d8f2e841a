// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.redact;

import java.util.Collection;

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
	 * @param names the parameters whose values are secret, in any letter case
	 * @param mask what stands in for a value
	 */
	public UrlRedactor(Collection<String> names, String mask) {
		SecretNames secretNames = new SecretNames(names);
		this.nested = new NestedSecrets(secretNames);
		this.pairs = new PairRedactor(secretNames, mask);
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
	 * Redacts the path parameters of a path.
	 * @param path the path, undecoded
	 * @return what may be logged
	 */
	public String redactPath(String path) {
		if (path.indexOf(';') < 0 && path.indexOf('%') < 0) {
			return path;
		}
		MaskedText masked = new MaskedText(path, this.mask);
		redactPath(masked, 0, path.length());
		return masked.toString();
	}

	// A parameter is a pair; a segment holds a secret only if it is a URL, encoded.
	private void redactPath(MaskedText masked, int from, int to) {
		String text = masked.text();
		boolean parameter = false;
		for (int start = from; start < to;) {
			int end = endOfPiece(text, start, to);
			if (parameter) {
				this.pairs.redactOne(masked, start, end);
			}
			else if (PairRedactor.indexOr(text, '%', start, end) < end
					&& this.nested.in(text, start, end, Encoding.PERCENT_SIGNS)) {
				masked.hide(start, end);
			}
			parameter = end < to && text.charAt(end) == ';';
			start = end + 1;
		}
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
