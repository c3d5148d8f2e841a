// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.redact;

import io.weir.accesslog.BodyPreview;
import io.weir.accesslog.BodyRedactor;
import org.jspecify.annotations.Nullable;

/**
 * Redacts a body by the rules of its media type: JSON, forms, XML, text. What it cannot
 * read, or does not know, is left out. Safe for use by several threads.
 */
public final class TypedBodyRedactor implements BodyRedactor {

	private final JsonRedactor json;

	private final PairRedactor form;

	private final XmlRedactor xml;

	private final TextRedactor text;

	/**
	 * A redactor.
	 * @param names the names whose values are secret
	 * @param mask what stands in for a value
	 */
	public TypedBodyRedactor(SecretNames names, String mask) {
		this.json = new JsonRedactor(names, mask);
		this.form = new PairRedactor(names, mask);
		this.xml = new XmlRedactor(names, mask);
		this.text = new TextRedactor(names, mask);
	}

	@Override
	public BodyPreview redact(String contentType, String text, boolean truncated) {
		String redacted = redactedText(contentType, text, truncated);
		if (redacted == null) {
			return BodyPreview.omitted("not readable as " + contentType, truncated);
		}
		return BodyPreview.of(redacted, truncated);
	}

	private @Nullable String redactedText(String contentType, String text, boolean truncated) {
		if (contentType.endsWith("json") || contentType.endsWith("jsonl")) {
			return this.json.redact(text, truncated);
		}
		if (contentType.equals("application/x-www-form-urlencoded")) {
			return redactForm(text, truncated);
		}
		if (contentType.endsWith("/xml") || contentType.endsWith("+xml")) {
			return this.xml.redact(text, truncated);
		}
		if (contentType.startsWith("text/")) {
			return this.text.redact(text, truncated);
		}
		return null;
	}

	// The last pair of a cut form may be half a name.
	private String redactForm(String text, boolean truncated) {
		int end = truncated ? text.lastIndexOf('&') + 1 : text.length();
		return this.form.redact(text.substring(0, end));
	}

}
