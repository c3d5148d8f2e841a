// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.redact;

import io.weir.accesslog.HeaderRedactor;

/**
 * Hides the whole value of headers with a secret name, values that are secrets or carry
 * one as JSON, XML or pairs, and the secrets in URLs inside any other ({@code Referer},
 * {@code Location}, {@code X-Original-URL} …). Safe for use by several threads.
 */
public final class NamedHeaderRedactor implements HeaderRedactor {

	private final SecretNames names;

	private final NestedSecrets nested;

	private final UrlRedactor urls;

	private final String mask;

	/**
	 * A redactor.
	 * @param names the names whose values are secret
	 * @param urls redacts URLs inside the others
	 * @param mask what stands in for a value
	 */
	public NamedHeaderRedactor(SecretNames names, UrlRedactor urls, String mask) {
		this.names = names;
		this.nested = new NestedSecrets(names);
		this.urls = urls;
		this.mask = mask;
	}

	@Override
	public String redact(String name, String value) {
		if (this.names.matches(name)) {
			return this.mask;
		}
		if (isUrl(value)) {
			return this.urls.redactUrl(value);
		}
		return this.nested.in(value, 0, value.length(), Encoding.BACKSLASHES) ? this.mask : value;
	}

	// A reference to a resource as a whole, in characters that one may have.
	private static boolean isUrl(String value) {
		if (!value.startsWith("/") && !value.startsWith("?") && !value.startsWith("#") && !hasScheme(value)) {
			return false;
		}
		for (int i = 0; i < value.length(); i++) {
			char c = value.charAt(i);
			if (c <= ' ' || c == '"' || c == '<' || c == '\\') {
				return false;
			}
		}
		return true;
	}

	private static boolean hasScheme(String value) {
		int colon = value.indexOf("://");
		for (int i = 0; i < colon; i++) {
			char c = value.charAt(i);
			if (!Character.isLetterOrDigit(c) && c != '+' && c != '-' && c != '.') {
				return false;
			}
		}
		return colon > 0;
	}

}
