// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.redact;

import java.util.Collection;

import io.weir.accesslog.HeaderRedactor;

/**
 * Hides the whole value of the headers named, and secrets in URLs inside any other
 * ({@code Referer}, {@code Location}, {@code X-Original-URL} …). Safe for use by several
 * threads.
 */
public final class NamedHeaderRedactor implements HeaderRedactor {

	private final SecretNames names;

	private final UrlRedactor urls;

	private final String mask;

	/**
	 * A redactor.
	 * @param names the headers whose values are secret, in any letter case
	 * @param urls redacts URLs inside the others
	 * @param mask what stands in for a value
	 */
	public NamedHeaderRedactor(Collection<String> names, UrlRedactor urls, String mask) {
		this.names = new SecretNames(names);
		this.urls = urls;
		this.mask = mask;
	}

	@Override
	public String redact(String name, String value) {
		if (this.names.matchesExactly(name, 0, name.length())) {
			return this.mask;
		}
		return mayHoldUrl(value) ? this.urls.redactUrl(value) : value;
	}

	private static boolean mayHoldUrl(String value) {
		return value.indexOf('?') >= 0 || value.indexOf('%') >= 0 || value.indexOf('#') >= 0 || value.indexOf(';') >= 0
				|| value.contains("://");
	}

}
