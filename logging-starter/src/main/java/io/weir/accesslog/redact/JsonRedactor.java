// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.redact;

import org.jspecify.annotations.Nullable;

/**
 * Hides members of JSON documents (RFC 8259) by name, at any depth and whatever their
 * value is. Safe for use by several threads.
 */
final class JsonRedactor {

	private final SecretNames names;

	private final NestedSecrets nested;

	private final String mask;

	JsonRedactor(SecretNames names, String mask) {
		this.names = names;
		this.nested = new NestedSecrets(names);
		this.mask = '"' + mask.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
	}

	/**
	 * Redacts a document, or as much of a truncated one as there is up to the last whole
	 * token; {@code null} when it is not JSON up to the cut.
	 */
	@Nullable String redact(String text, boolean truncated) {
		return new JsonScan(text, truncated, this.names, this.nested, this.mask).redact();
	}

}
