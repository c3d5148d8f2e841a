// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.redact;

import java.util.List;

/**
 * Character references and the predefined entities of XML 1.0 (§4.1, §4.6). An ampersand
 * that begins none stands for itself.
 */
final class XmlReferences {

	static final int NONE = -1;

	private static final List<String> ENTITIES = List.of("&lt;", "&gt;", "&amp;", "&quot;", "&apos;");

	private static final String MEANINGS = "<>&\"'";

	private XmlReferences() {
	}

	/**
	 * Where the reference ends that the ampersand at an index begins, {@link #NONE} when
	 * it begins none.
	 */
	static int end(String text, int index, int end) {
		if (index + 1 < end && text.charAt(index + 1) == '#') {
			int digits = digits(text, index);
			int i = digits;
			while (i < end && Character.digit(text.charAt(i), radix(text, index)) >= 0) {
				i++;
			}
			return (i > digits && i < end && text.charAt(i) == ';') ? i + 1 : NONE;
		}
		int entity = entity(text, index);
		int after = (entity != NONE) ? index + ENTITIES.get(entity).length() : NONE;
		return (after <= end) ? after : NONE;
	}

	private static int digits(String text, int index) {
		return (radix(text, index) == 16) ? index + 3 : index + 2;
	}

	private static int radix(String text, int index) {
		return (text.startsWith("x", index + 2) || text.startsWith("X", index + 2)) ? 16 : 10;
	}

	private static int entity(String text, int index) {
		for (int i = 0; i < MEANINGS.length(); i++) {
			String entity = ENTITIES.get(i);
			if (text.regionMatches(true, index, entity, 0, entity.length())) {
				return i;
			}
		}
		return NONE;
	}

	/**
	 * A text with its references resolved.
	 */
	static String decode(String text) {
		int i = text.indexOf('&');
		if (i < 0) {
			return text;
		}
		StringBuilder decoded = new StringBuilder(text.length()).append(text, 0, i);
		while (i < text.length()) {
			char c = text.charAt(i);
			int end = (c == '&') ? end(text, i, text.length()) : NONE;
			if (end == NONE) {
				decoded.append(c);
				i++;
				continue;
			}
			decoded.appendCodePoint(character(text, i, end));
			i = end;
		}
		return decoded.toString();
	}

	static int character(String text, int index, int end) {
		if (text.charAt(index + 1) != '#') {
			return MEANINGS.charAt(entity(text, index));
		}
		int number = 0;
		for (int i = digits(text, index); i < end - 1; i++) {
			number = number * radix(text, index) + Character.digit(text.charAt(i), radix(text, index));
			if (number > Character.MAX_CODE_POINT) {
				return 0xfffd;
			}
		}
		return number;
	}

}
