// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.problem;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * Writes a problem as JSON (RFC 9457, section 3), with the member {@code code} beside the
 * standard ones. Needs no JSON library, so that none must be there.
 */
public final class ProblemDocument {

	/**
	 * The media type of problems.
	 */
	public static final String CONTENT_TYPE = "application/problem+json";

	private ProblemDocument() {
	}

	/**
	 * The document.
	 * @param problem the problem
	 * @param type the member {@code type}, or {@code null} for none, which means
	 * {@code about:blank}
	 * @param detail the member {@code detail}, or {@code null} for none
	 * @return UTF-8
	 */
	public static byte[] render(Problem problem, @Nullable String type, @Nullable String detail) {
		StringBuilder json = new StringBuilder(256).append('{');
		if (type != null) {
			member(json, "type", type).append(',');
		}
		member(json, "title", problem.title()).append(",\"status\":").append(problem.status()).append(',');
		if (detail != null) {
			member(json, "detail", detail).append(',');
		}
		member(json, "code", problem.code()).append('}');
		return json.toString().getBytes(StandardCharsets.UTF_8);
	}

	private static StringBuilder member(StringBuilder json, String name, String value) {
		json.append('"').append(name).append("\":\"");
		for (int i = 0; i < value.length(); i++) {
			char c = value.charAt(i);
			if (c == '"' || c == '\\') {
				json.append('\\').append(c);
			}
			else if (c < ' ') {
				json.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
			}
			else {
				json.append(c);
			}
		}
		return json.append('"');
	}

}
