// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.redact;

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

	private final FuzzCarriers carriers = new FuzzCarriers(this);

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
			case 2, 3, 4 -> json.append(this.carriers.json(secret ? secretWord() : value()));
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
			json.append(this.carriers.json(planted ? secretName() : harmlessName()));
			json.append(space()).append(':').append(space());
			jsonValue(json, depth + 1, secret || planted);
		}
		json.append(space()).append('}');
	}

	// One in three with a secret inside.
	private String value() {
		return oneIn(3) ? this.carriers.carrier() : oneIn(3) ? this.carriers.harmless() : pick(VALUES);
	}

	String pairs() {
		StringBuilder pairs = new StringBuilder();
		int count = this.random.nextInt(8);
		for (int i = 0; i < count; i++) {
			pairs.append((i > 0) ? "&" : "");
			if (oneIn(2)) {
				String name = secretName();
				pairs.append(percent(oneIn(3) ? "user." + name : oneIn(3) ? "user[" + name + ']' : name));
				pairs.append('=').append(percent(oneIn(4) ? number(true) : secretWord()));
			}
			else {
				pairs.append(percent(pick(NAMES)))
					.append(oneIn(5) ? "" : '=' + (oneIn(8) ? "50%" : "") + percent(value()));
			}
		}
		return pairs.toString();
	}

	// With parameters, and with URLs in place of segments.
	String path() {
		StringBuilder path = new StringBuilder("/a");
		for (int i = below(4); i > 0; i--) {
			path.append(pick(List.of("/", ";", ";b=", ";" + percent(secretName()) + '=', "/c;d=e/")));
			path.append(percent(oneIn(3) ? pick(NAMES) : this.carriers.carrier()));
		}
		return path.toString();
	}

	private String percent(String text) {
		return this.carriers.percent(text);
	}

	String xml() {
		StringBuilder xml = new StringBuilder(oneIn(2) ? "<?xml version=\"1.0\" encoding=\"UTF-8\"?>" : "");
		element(xml, 0, false);
		return xml.append(space()).toString();
	}

	private void element(StringBuilder xml, int depth, boolean secret) {
		boolean planted = depth > 0 && oneIn(3);
		String name = planted ? secretName() : pick(List.of("id", "name", "items", "tokens"));
		boolean hidden = secret || planted;
		xml.append('<').append(name);
		if (oneIn(2)) {
			boolean secretAttribute = oneIn(2);
			char quote = oneIn(2) ? '"' : '\'';
			xml.append(' ').append(secretAttribute ? secretName() : "of").append(oneIn(2) ? "=" : " = ");
			xml.append(quote)
				.append((hidden || secretAttribute) ? secretWord()
						: oneIn(2) ? this.carriers.references(this.carriers.carrier()) : "plain")
				.append(quote);
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
		switch (this.random.nextInt(7)) {
			case 0 -> xml.append("<!-- ").append(secretWord()).append(" -->");
			case 1 -> xml.append("<![CDATA[").append(hidden ? secretWord() : "plain & simple").append("]]>");
			case 2 -> xml.append(hidden ? secretWord() : "plain &amp; simple");
			case 3 -> xml.append(hidden ? number(true) : " ");
			case 4 ->
				xml.append(oneIn(2) ? this.carriers.divided() : this.carriers.references(this.carriers.carrier()));
			default -> element(xml, depth + 1, hidden);
		}
	}

	String text() {
		return pick(List.of("Hello, it is me. ", "a,b,c\n", "")) + nameInText()
				+ pick(List.of(": ", " is ", "=", "\": \"", ">", ",a\n1,")) + secretWord()
				+ pick(List.of("", "\n&a=", "\""));
	}

	private String nameInText() {
		return pick(List.of(secretName(), percent(secretName()), this.carriers.references(secretName()),
				this.carriers.json(secretName())));
	}

	private String number(boolean secret) {
		StringBuilder number = new StringBuilder(oneIn(3) ? "-" : "");
		int digits = 3 + this.random.nextInt(6);
		for (int i = 0; i < digits; i++) {
			number.append((char) (secret ? '7' + this.random.nextInt(3) : '1' + this.random.nextInt(5)));
		}
		return number.append(oneIn(3) ? (secret ? ".7" : ".25e1") : "").toString();
	}

	String secretWord() {
		StringBuilder word = new StringBuilder();
		int length = 1 + this.random.nextInt(12);
		for (int i = 0; i < length; i++) {
			word.append("QXZJqxzj".charAt(this.random.nextInt(8)));
		}
		return word.toString();
	}

	String harmlessName() {
		return pick(NAMES);
	}

	String secretName() {
		return spelled(pick(SECRET_NAMES));
	}

	// Any letter case, with and without its underscore.
	private String spelled(String name) {
		StringBuilder spelled = new StringBuilder();
		for (char c : (oneIn(3) ? name.replace("_", "") : oneIn(3) ? name.replace('_', '-') : name).toCharArray()) {
			spelled.append(oneIn(3) ? Character.toUpperCase(c) : c);
		}
		return spelled.toString();
	}

	String space() {
		return oneIn(4) ? pick(List.of(" ", "\n", "\t", "\r\n  ")) : "";
	}

}
