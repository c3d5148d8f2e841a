// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.redact;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Random values that carry a secret inside: a URL, JSON, XML or lines, encoded once or
 * more as values are that travel in one another.
 */
final class FuzzCarriers {

	private final FuzzDocuments documents;

	FuzzCarriers(FuzzDocuments documents) {
		this.documents = documents;
	}

	String carrier() {
		String carrier = plain();
		for (int i = this.documents.below(3); i > 0; i--) {
			carrier = this.documents.oneIn(2) ? percent(carrier) : '{' + json("a") + ':' + json(carrier) + '}';
		}
		return carrier;
	}

	private String plain() {
		String name = this.documents.secretName();
		String secret = this.documents.secretWord();
		return switch (this.documents.below(7)) {
			case 0 -> "https://host/a?b=c&" + percent(name) + '=' + secret;
			case 1 -> "https://" + (this.documents.oneIn(2) ? "joe:" : "") + secret + "@host/";
			case 2 -> "a=1" + this.documents.pick(List.of("\n", "\t", "\r\n", "&", ";")) + name + '=' + secret;
			case 3 -> '<' + name + '>' + secret + "</" + name + '>';
			case 4 -> "<a " + references(name) + "='" + secret + "'/>";
			case 5 -> references("<s:" + name + " a='b'>" + secret);
			default -> "{" + this.documents.space() + json(name) + this.documents.space() + ':' + this.documents.space()
					+ json(secret) + '}';
		};
	}

	/**
	 * The same with a name that is none.
	 */
	String harmless() {
		return '{' + json(this.documents.harmlessName()) + ": " + json("plain") + '}';
	}

	/**
	 * A JSON string, some of its characters by number.
	 */
	String json(String text) {
		StringBuilder json = new StringBuilder("\"");
		for (char c : text.toCharArray()) {
			if (c < 0x20 || this.documents.oneIn(8)) {
				json.append("\\u").append(hex("%04x", c));
			}
			else {
				json.append((c == '"' || c == '\\') ? "\\" : "").append(c);
			}
		}
		return json.append('"').toString();
	}

	String percent(String text) {
		StringBuilder encoded = new StringBuilder();
		text.codePoints().forEach((c) -> {
			if (c < 0x80 && this.documents.oneIn(6)) {
				encoded.append('%').append(hex("%02x", c));
			}
			else {
				encoded.append(URLEncoder.encode(Character.toString(c), StandardCharsets.UTF_8));
			}
		});
		return encoded.toString();
	}

	/**
	 * Characters of XML, some of them by number.
	 */
	String references(String text) {
		StringBuilder escaped = new StringBuilder();
		for (char c : text.toCharArray()) {
			if ("<&\"'".indexOf(c) >= 0 || this.documents.oneIn(8)) {
				escaped.append(this.documents.oneIn(2) ? "&#" + (int) c + ';' : "&#x" + hex("%02x", c) + ';');
			}
			else {
				escaped.append(c);
			}
		}
		return escaped.toString();
	}

	/**
	 * XML characters in pieces, which a parser puts together.
	 */
	String divided() {
		String text = "a " + this.documents.secretName() + '=' + this.documents.secretWord();
		int at = this.documents.below(text.length() + 1);
		return references(text.substring(0, at))
				+ this.documents.pick(List.of("<!-- a -->", "<![CDATA[]]>", "<!----><!---->"))
				+ references(text.substring(at));
	}

	private String hex(String format, int c) {
		String hex = String.format(format, c);
		return this.documents.oneIn(2) ? hex.toUpperCase() : hex;
	}

}
