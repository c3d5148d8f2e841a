// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads the hops out of {@code Forwarded} (RFC 7239 section 4) and
 * {@code X-Forwarded-For}, in the order in which they were passed: the client first.
 */
final class ForwardedFor {

	private ForwardedFor() {
	}

	/**
	 * The hops of {@code Forwarded}: one for each element, empty when it names none.
	 */
	static List<String> forwarded(Iterable<String> headers) {
		List<String> hops = new ArrayList<>();
		for (String header : headers) {
			for (String element : split(header, ',')) {
				String hop = "";
				for (String pair : split(element, ';')) {
					String trimmed = pair.strip();
					if (trimmed.toLowerCase(Locale.ROOT).startsWith("for=")) {
						hop = unquote(trimmed.substring(4).strip());
					}
				}
				hops.add(address(hop));
			}
		}
		return hops;
	}

	/**
	 * The hops of {@code X-Forwarded-For}, which knows no quotes: what one of its writers
	 * sends cannot reach into what the next one adds.
	 */
	static List<String> xForwardedFor(Iterable<String> headers) {
		List<String> hops = new ArrayList<>();
		for (String header : headers) {
			for (String hop : header.split(",", -1)) {
				hops.add(address(hop.strip()));
			}
		}
		return hops;
	}

	private static List<String> split(String text, char separator) {
		List<String> parts = new ArrayList<>();
		boolean quoted = false;
		int start = 0;
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c == '"') {
				quoted = !quoted;
			}
			else if (c == '\\' && quoted) {
				i++;
			}
			else if (c == separator && !quoted) {
				parts.add(text.substring(start, i));
				start = i + 1;
			}
		}
		parts.add(text.substring(start));
		return parts;
	}

	private static String unquote(String value) {
		boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
		return quoted ? value.substring(1, value.length() - 1).replace("\\", "") : value;
	}

	/** Takes the port off, and the brackets of an IPv6 address. */
	private static String address(String node) {
		if (node.startsWith("[")) {
			int end = node.indexOf(']');
			return (end > 0) ? node.substring(1, end) : "";
		}
		int colon = node.indexOf(':');
		boolean withPort = colon >= 0 && colon == node.lastIndexOf(':');
		return withPort ? node.substring(0, colon) : node;
	}

}
