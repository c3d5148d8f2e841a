// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.autoconfigure;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.springframework.web.util.pattern.PathPatternParser;
import org.springframework.web.util.pattern.PatternParseException;

/**
 * What properties must be. A wrong value stops the start and names the property and what
 * is allowed.
 */
final class PropertyChecks {

	private static final Set<String> NEVER_KEYED = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

	private PropertyChecks() {
	}

	static Set<String> upperCase(String name, Set<String> methods) {
		Set<String> upperCase = new LinkedHashSet<>();
		for (String method : methods) {
			String upper = method.toUpperCase(Locale.ROOT);
			check(!NEVER_KEYED.contains(upper), name, method,
					"methods that change something, such as POST, PATCH, PUT and DELETE; keys of GET, HEAD, OPTIONS and"
							+ " TRACE are never honoured");
			upperCase.add(upper);
		}
		return upperCase;
	}

	static void checkToken(String name, String value) {
		check(value.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+"), name, value,
				"the name of a header (RFC 9110, section 5.1)");
	}

	static void checkPatterns(String name, List<String> patterns) {
		for (String pattern : patterns) {
			try {
				PathPatternParser.defaultInstance.parse(pattern);
			}
			catch (PatternParseException ex) {
				throw new IllegalArgumentException("weir.idempotency." + name + " is '" + pattern
						+ "'; allowed is a path pattern such as /payments/**: " + ex.getMessage(), ex);
			}
			check(pattern.startsWith("/"), name, pattern, "a path pattern that begins with /, such as /payments/**");
		}
	}

	static void checkPositive(String name, Duration value) {
		check(!value.isZero() && !value.isNegative(), name, value, "a positive duration such as 10s");
	}

	static void check(boolean valid, String name, Object value, String allowed) {
		if (!valid) {
			throw new IllegalArgumentException(
					"weir.idempotency." + name + " is '" + value + "'; allowed is " + allowed);
		}
	}

}
