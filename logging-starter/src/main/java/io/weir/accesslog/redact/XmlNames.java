// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.redact;

/**
 * Finds the ends of names and white space in an XML text. Takes more for a name than XML
 * 1.0 §2.3 does: only what separates names matters here.
 */
final class XmlNames {

	private XmlNames() {
	}

	static int end(String text, int start) {
		int i = start;
		while (i < text.length() && isNamePart(text.charAt(i))) {
			i++;
		}
		return i;
	}

	static int skipSpace(String text, int start) {
		int i = start;
		while (i < text.length() && " \t\r\n".indexOf(text.charAt(i)) >= 0) {
			i++;
		}
		return i;
	}

	private static boolean isNamePart(char c) {
		return c > 0x7f || Character.isLetterOrDigit(c) || c == '_' || c == ':' || c == '-' || c == '.';
	}

}
