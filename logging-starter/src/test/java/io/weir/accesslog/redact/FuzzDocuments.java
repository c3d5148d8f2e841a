// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.redact;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/**
 * Random documents with secrets planted under configured names. Names and harmless values
 * are made of other characters than secrets, so that a single leaked one is seen: secrets
 * are words of {@code QXZJ} and numbers of the digits 7 to 9.
 */
final class FuzzDocuments {

	static final List<String> SECRET_NAMES = List.of("password", "token", "access_token", "secret", "card_number",
			"cvv");

	private static final List<String> NAMES = List.of("id", "name", "amount", "tokens", "passwords", "items", "cv", "",
			"a.b", "é", "note");

	private static final List<String> VALUES = List.of("", "plain", "two words", "é😀", "l\u2028s", "\u202e", "a\tb",
			"back\\slash", "dou\"ble", "ti'ck", "a&b", "<a>", "100", "\ud800");

	private final Random random;

	FuzzDocuments(long seed) {
		this.random = new Random(seed);
	}

	int below(int bound) {
		return this.random.nextInt(bound);
	}

	boolean oneIn(int chances) {
		return this.random.nextInt(chances) == 0;
	}

	<T> T pick(List<T> choices) {
		return choices.get(this.random.nextInt(choices.size()));
	}

	String json() {
		StringBuilder json = new StringBuilder();
		jsonValue(json, 0, false);
		return json.toString();
	}

	private void jsonValue(StringBuilder json, int depth, boolean secret) {
		int kind = this.random.nextInt((depth < 5) ? 8 : 5);
		switch (kind) {
			case 0 -> json.append(number(secret));
			case 1 -> json.append(secret ? number(true) : pick(List.of("true", "false", "null")));
			case 2, 3, 4 -> jsonString(json, secret ? secretWord() : pick(VALUES));
			case 5 -> {
				json.append('[');
				int count = this.random.nextInt(4);
				for (int i = 0; i < count; i++) {
					json.append((i > 0) ? "," : "").append(space());
					jsonValue(json, depth + 1, secret);
				}
				json.append(space()).append(']');
			}
			default -> jsonObject(json, depth, secret);
		}
	}

	private void jsonObject(StringBuilder json, int depth, boolean secret) {
		json.append('{');
		int count = this.random.nextInt(5);
		for (int i = 0; i < count; i++) {
			boolean planted = oneIn(3);
			json.append((i > 0) ? "," : "").append(space());
			jsonString(json, planted ? spelled(pick(SECRET_NAMES)) : pick(NAMES));
			json.append(space()).append(':').append(space());
			jsonValue(json, depth + 1, secret || planted);
		}
		json.append(space()).append('}');
	}

	private void jsonString(StringBuilder json, String text) {
		json.append('"');
		for (char c : text.toCharArray()) {
			if (c < 0x20 || oneIn(8)) {
				String hex = String.format("%04x", (int) c);
				json.append("\\u").append(oneIn(2) ? hex.toUpperCase() : hex);
			}
			else if (c == '"' || c == '\\') {
				json.append('\\').append(c);
			}
			else {
				json.append(c);
			}
		}
		json.append('"');
	}

	String pairs() {
		StringBuilder pairs = new StringBuilder();
		int count = this.random.nextInt(8);
		for (int i = 0; i < count; i++) {
			pairs.append((i > 0) ? "&" : "");
			if (oneIn(2)) {
				String name = spelled(pick(SECRET_NAMES));
				pairs.append(percent(oneIn(3) ? "user." + name : oneIn(3) ? "user[" + name + ']' : name));
				pairs.append('=').append(percent(oneIn(4) ? number(true) : secretWord()));
			}
			else {
				pairs.append(percent(pick(NAMES))).append(oneIn(5) ? "" : '=' + percent(nested()));
			}
		}
		return pairs.toString();
	}

	// A URL with a secret of its own, encoded as a whole.
	private String nested() {
		return oneIn(4) ? "https://host/?" + spelled(pick(SECRET_NAMES)) + '=' + secretWord() : pick(VALUES);
	}

	private String percent(String text) {
		StringBuilder encoded = new StringBuilder();
		text.codePoints().forEach((c) -> {
			if (c < 0x80 && oneIn(6)) {
				encoded.append(String.format(oneIn(2) ? "%%%02x" : "%%%02X", c));
			}
			else {
				encoded.append(URLEncoder.encode(Character.toString(c), StandardCharsets.UTF_8));
			}
		});
		return encoded.toString();
	}

	String xml() {
		StringBuilder xml = new StringBuilder(oneIn(2) ? "<?xml version=\"1.0\" encoding=\"UTF-8\"?>" : "");
		element(xml, 0, false);
		return xml.append(space()).toString();
	}

	private void element(StringBuilder xml, int depth, boolean secret) {
		boolean planted = depth > 0 && oneIn(3);
		String name = planted ? spelled(pick(SECRET_NAMES)) : pick(List.of("id", "name", "items", "tokens"));
		boolean hidden = secret || planted;
		xml.append('<').append(name);
		if (oneIn(2)) {
			boolean secretAttribute = oneIn(2);
			char quote = oneIn(2) ? '"' : '\'';
			xml.append(' ').append(secretAttribute ? spelled(pick(SECRET_NAMES)) : "of").append(oneIn(2) ? "=" : " = ");
			xml.append(quote).append((hidden || secretAttribute) ? secretWord() : "plain").append(quote);
		}
		if (oneIn(6)) {
			xml.append("/>");
			return;
		}
		xml.append('>');
		int count = this.random.nextInt((depth < 5) ? 4 : 1);
		for (int i = 0; i < count; i++) {
			content(xml, depth, hidden);
		}
		xml.append("</").append(name).append('>');
	}

	private void content(StringBuilder xml, int depth, boolean hidden) {
		switch (this.random.nextInt(6)) {
			case 0 -> xml.append("<!-- ").append(secretWord()).append(" -->");
			case 1 -> xml.append("<![CDATA[").append(hidden ? secretWord() : "plain & simple").append("]]>");
			case 2 -> xml.append(hidden ? secretWord() : "plain &amp; simple");
			case 3 -> xml.append(hidden ? number(true) : " ");
			default -> element(xml, depth + 1, hidden);
		}
	}

	String text() {
		return pick(List.of("Hello, it is me. ", "a,b,c\n", "")) + spelled(pick(SECRET_NAMES))
				+ pick(List.of(": ", " is ", "=", "\": \"", ">", ",a\n1,")) + secretWord()
				+ pick(List.of("", "\n&a=", "\""));
	}

	private String number(boolean secret) {
		StringBuilder number = new StringBuilder(oneIn(3) ? "-" : "");
		int digits = 3 + this.random.nextInt(6);
		for (int i = 0; i < digits; i++) {
			number.append((char) (secret ? '7' + this.random.nextInt(3) : '1' + this.random.nextInt(5)));
		}
		return number.append(oneIn(3) ? (secret ? ".7" : ".25e1") : "").toString();
	}

	private String secretWord() {
		StringBuilder word = new StringBuilder();
		int length = 1 + this.random.nextInt(12);
		for (int i = 0; i < length; i++) {
			word.append("QXZJqxzj".charAt(this.random.nextInt(8)));
		}
		return word.toString();
	}

	// Any letter case, with and without its underscore.
	String spelled(String name) {
		StringBuilder spelled = new StringBuilder();
		for (char c : (oneIn(3) ? name.replace("_", "") : oneIn(3) ? name.replace('_', '-') : name).toCharArray()) {
			spelled.append(oneIn(3) ? Character.toUpperCase(c) : c);
		}
		return spelled.toString();
	}

	private String space() {
		return oneIn(4) ? pick(List.of(" ", "\n", "\t", "\r\n  ")) : "";
	}

}
