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
		StringBuilder redacted = null;
		int copied = 0;
		for (int start = path.indexOf(';') + 1; start > 0; start = path.indexOf(';', start) + 1) {
			int end = endOfParameter(path, start);
			int equals = path.indexOf('=', start);
			if (equals >= 0 && equals < end && isSecret(path, start, equals)) {
				redacted = (redacted != null) ? redacted : new StringBuilder(path.length());
				redacted.append(path, copied, equals + 1).append(this.mask);
				copied = end;
			}
		}
		return (redacted != null) ? redacted.append(path, copied, path.length()).toString() : path;
	}

	/**
	 * Redacts a whole URL or a reference to one (RFC 3986 §4.1).
	 * @param url the URL
	 * @return what may be logged
	 */
	public String redactUrl(String url) {
		if (url.indexOf('=') < 0 && url.indexOf('@') < 0) {
			return url;
		}
		int hash = indexOr(url, '#', url.length());
		int query = Math.min(indexOr(url, '?', hash), hash);
		String path = url.substring(0, query);
		String redactedPath = redactUserInfo(redactPath(path));
		String pairs = url.substring(Math.min(query + 1, hash), hash);
		String redactedPairs = redactQuery(pairs);
		String fragment = url.substring(Math.min(hash + 1, url.length()));
		String redactedFragment = this.pairs.redact(fragment);
		if (redactedPath.equals(path) && redactedPairs.equals(pairs) && redactedFragment.equals(fragment)) {
			return url;
		}
		StringBuilder redacted = new StringBuilder(redactedPath);
		if (query < hash) {
			redacted.append('?').append(redactedPairs);
		}
		if (hash < url.length()) {
			redacted.append('#').append(redactedFragment);
		}
		return redacted.toString();
	}

	private String redactUserInfo(String url) {
		int authority = url.indexOf("//");
		int at = (authority >= 0) ? url.indexOf('@', authority) : -1;
		int slash = (authority >= 0) ? indexOr(url, '/', authority + 2, url.length()) : -1;
		if (at < 0 || at > slash) {
			return url;
		}
		return url.substring(0, authority + 2) + this.mask + url.substring(url.lastIndexOf('@', slash));
	}

	private boolean isSecret(String path, int start, int end) {
		if (!PercentText.isEncoded(path, start, end)) {
			return this.names.matches(path, start, end);
		}
		String name = PercentText.decode(path, start, end);
		return name == null || this.names.matches(name);
	}

	private static int endOfParameter(String path, int start) {
		return Math.min(indexOr(path, ';', start, path.length()), indexOr(path, '/', start, path.length()));
	}

	private static int indexOr(String text, char c, int absent) {
		return indexOr(text, c, 0, absent);
	}

	private static int indexOr(String text, char c, int from, int absent) {
		int index = text.indexOf(c, from);
		return (index < 0) ? absent : index;
	}

}
