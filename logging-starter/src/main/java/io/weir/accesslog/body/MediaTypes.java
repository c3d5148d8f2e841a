// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.body;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * The media types whose bodies may be kept. Whatever is asked for, an event stream and a
 * multipart body never are.
 */
public final class MediaTypes {

	private final List<String> patterns;

	/**
	 * Makes the set from patterns.
	 * @param patterns {@code type/subtype}, {@code type/*}, {@code *}{@code /subtype} or
	 * {@code +suffix}
	 */
	public MediaTypes(Collection<String> patterns) {
		this.patterns = patterns.stream().map((pattern) -> pattern.strip().toLowerCase(Locale.ROOT)).toList();
	}

	/**
	 * Whether bodies of this type may be kept.
	 * @param contentType the {@code Content-Type} header
	 * @return {@code false} also when the type is unknown
	 */
	public boolean keeps(@Nullable String contentType) {
		String type = type(contentType);
		if (type == null || type.equals("text/event-stream") || type.startsWith("multipart/")) {
			return false;
		}
		for (String pattern : this.patterns) {
			if (matches(pattern, type)) {
				return true;
			}
		}
		return false;
	}

	private static boolean matches(String pattern, String type) {
		if (pattern.startsWith("+")) {
			return type.endsWith(pattern);
		}
		if (pattern.equals("*/*")) {
			return true;
		}
		if (pattern.startsWith("*/")) {
			return type.endsWith(pattern.substring(1));
		}
		if (pattern.endsWith("/*")) {
			return type.startsWith(pattern.substring(0, pattern.length() - 1));
		}
		return pattern.equals(type);
	}

	/**
	 * The type of a {@code Content-Type} header.
	 * @param contentType the header's value
	 * @return the type without parameters, in lower case, or {@code null}
	 */
	static @Nullable String type(@Nullable String contentType) {
		if (contentType == null) {
			return null;
		}
		int end = contentType.indexOf(';');
		String type = ((end < 0) ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
		return type.isEmpty() ? null : type;
	}

	/**
	 * The charset of a {@code Content-Type} header: the declared one, else UTF-8, which
	 * is JSON's and the form's own and today's everywhere else.
	 * @param contentType the header's value
	 * @return the charset
	 */
	static Charset charset(@Nullable String contentType) {
		int start = (contentType != null) ? contentType.toLowerCase(Locale.ROOT).indexOf("charset=") : -1;
		if (contentType == null || start < 0) {
			return StandardCharsets.UTF_8;
		}
		int end = contentType.indexOf(';', start);
		String name = contentType.substring(start + 8, (end < 0) ? contentType.length() : end)
			.replace('"', ' ')
			.strip();
		try {
			return Charset.forName(name);
		}
		catch (IllegalArgumentException ex) {
			return StandardCharsets.UTF_8;
		}
	}

}
