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

	private final SecretNames names;

	private final PairRedactor pairs;

	private final String mask;

	/**
	 * A redactor.
	 * @param names the parameters whose values are secret, in any letter case
	 * @param mask what stands in for a value
	 */
	public UrlRedactor(Collection<String> names, String mask) {
		this.names = new SecretNames(names);
		this.pairs = new PairRedactor(this.names, mask);
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
		if (path.indexOf(';') < 0) {
			return path;
		}
		MaskedText masked = new MaskedText(path, this.mask);
		redactPath(masked, 0, path.length());
		return masked.toString();
	}

	private void redactPath(MaskedText masked, int from, int to) {
		String text = masked.text();
		for (int start = text.indexOf(';', from) + 1; start > 0 && start < to; start = text.indexOf(';', start) + 1) {
			int end = Math.min(PairRedactor.indexOr(text, ';', start, to), PairRedactor.indexOr(text, '/', start, to));
			int equals = PairRedactor.indexOr(text, '=', start, end);
			if (equals < end && isSecret(text, start, equals)) {
				masked.hide(equals + 1, end);
			}
		}
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

	private boolean isSecret(String path, int start, int end) {
		if (!PercentText.isEncoded(path, start, end)) {
			return this.names.matches(path, start, end);
		}
		String name = PercentText.decode(path, start, end);
		return name == null || this.names.matches(name);
	}

}
