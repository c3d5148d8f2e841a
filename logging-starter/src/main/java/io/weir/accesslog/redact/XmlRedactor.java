// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.redact;

import org.jspecify.annotations.Nullable;

/**
 * Hides the content of elements and the values of attributes of XML documents by name,
 * with or without a prefix. Comments and processing instructions are hidden, text that
 * holds markup or a secret's name and value as well. A document type is not read: its
 * entities could say anything. Safe for use by several threads.
 */
final class XmlRedactor {

	private final SecretNames names;

	private final NestedSecrets nested;

	private final String mask;

	XmlRedactor(SecretNames names, String mask) {
		this.names = names;
		this.nested = new NestedSecrets(names);
		this.mask = mask.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;").replace("'", "&apos;");
	}

	/**
	 * Redacts a document, or as much of a truncated one as there is up to the last whole
	 * token; {@code null} when it is not XML up to the cut.
	 */
	@Nullable String redact(String text, boolean truncated) {
		return new XmlScan(text, truncated, this.names, this.nested, this.mask).redact();
	}

}
