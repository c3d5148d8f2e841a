// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.redact;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;

import io.weir.accesslog.AccessLogEntry;
import io.weir.accesslog.BodyPreview;
import io.weir.accesslog.BodyRedactor;
import io.weir.accesslog.TestEntries;
import io.weir.accesslog.body.BodyBudget;
import io.weir.accesslog.body.BodyCapture;
import io.weir.accesslog.format.FieldNames;
import io.weir.accesslog.format.JsonFormatter;
import io.weir.accesslog.format.NcsaFormatter;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Random documents, cut anywhere, with secrets planted under configured names: no secret
 * is logged and every line parses. The seed of each document is its number plus
 * {@code weir.fuzz.seed}; {@code weir.fuzz.documents} says how many.
 */
class RedactionFuzzTests {

	private static final int DOCUMENTS = Integer.getInteger("weir.fuzz.documents", 10_000);

	private static final long SEED = Long.getLong("weir.fuzz.seed", 20_261_121L);

	private static final Pattern SECRET = Pattern.compile("[QXZJqxzj789]");

	private static final Pattern SECRET_LETTER = Pattern.compile("[QXZJqxzj]");

	private static final Pattern ESCAPE = Pattern
		.compile("\\\\u([0-9a-fA-F]{4})|%([0-9a-fA-F]{2})|&#x([0-9a-fA-F]+);|&#([0-9]+);");

	private static final Pattern DECLARATION = Pattern.compile("^<\\?xml [^>]*>");

	// What is left of a character of a name in a text that was cut there.
	private static final Pattern CUT_ESCAPE = Pattern
		.compile("(?:%[0-9a-fA-F]?|&#x?[0-9a-fA-F]*|\\\\u[0-9a-fA-F]{0,3})$");

	private static final Pattern STRING = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+\"");

	private static final Pattern COMBINED = Pattern
		.compile("\\S+ - \\S+ \\[\\d\\d/\\w{3}/\\d{4}:[\\d:]{8} \\+0000] \"GET \\S+ HTTP/1\\.1\" 200 30 "
				+ "\"(?:[^\"\\\\]|\\\\.)*\" \"(?:[^\"\\\\]|\\\\.)*\"");

	private static final Map<String, String> TYPES = Map.of("json", "application/json", "pairs",
			"application/x-www-form-urlencoded", "xml", "application/xml", "text", "text/plain");

	private static final BodyRedactor REDACTOR = new TypedBodyRedactor(names(FuzzDocuments.SECRET_NAMES), "***");

	@Test
	void noSecretIsLoggedAndEveryLineParses() {
		System.out.println("Redaction fuzz: " + DOCUMENTS + " documents, seed " + SEED);
		int shown = run(REDACTOR, DOCUMENTS);
		System.out.println("Redaction fuzz: " + shown + " of " + DOCUMENTS + " bodies shown, the rest left out");
		// A redactor that shows nothing leaks nothing: most documents are whole or cut,
		// not broken.
		assertThat(shown).isGreaterThan(DOCUMENTS / 2);
	}

	@Test
	void brokenRedactorsAreCaught() {
		assertThatThrownBy(() -> run((type, text, truncated) -> BodyPreview.of(text, truncated), 1_000))
			.isInstanceOf(AssertionError.class);
		// As peers do it: a pattern over the raw text.
		Pattern member = Pattern.compile("(?i)\"(password|access_?token|token|secret|card[_-]?number|cvv)\"\\s*:\\s*"
				+ "(\"[^\"]*\"|[^,}\\]]*)");
		assertThatThrownBy(() -> run((type, text, truncated) -> type.endsWith("json")
				? BodyPreview.of(member.matcher(text).replaceAll("\"$1\":\"***\""), truncated)
				: REDACTOR.redact(type, text, truncated), 1_000))
			.isInstanceOf(AssertionError.class);
		// A name is forgotten.
		TypedBodyRedactor forgetful = new TypedBodyRedactor(
				names(List.of("password", "token", "secret", "card_number")), "***");
		assertThatThrownBy(() -> run(forgetful, 1_000)).isInstanceOf(AssertionError.class);
		// What stands behind the last whole token is shown.
		assertThatThrownBy(() -> run((type, text, truncated) -> {
			BodyPreview preview = REDACTOR.redact(type, text, truncated);
			return (preview.text() == null) ? preview
					: BodyPreview.of(preview.text() + text.substring(Math.max(0, text.length() - 1)), truncated);
		}, 1_000)).isInstanceOf(AssertionError.class);
	}

	private static SecretNames names(List<String> names, String... more) {
		return new SecretNames(Stream.concat(names.stream(), Stream.of(more)).toList(), List.of(), false);
	}

	private static int run(BodyRedactor bodies, int documents) {
		int shown = 0;
		for (int i = 0; i < documents; i++) {
			long seed = SEED + i;
			try {
				shown += check(new FuzzDocuments(seed), bodies) ? 1 : 0;
			}
			catch (Exception | AssertionError ex) {
				throw new AssertionError("Document with seed " + seed, ex);
			}
		}
		return shown;
	}

	private static boolean check(FuzzDocuments documents, BodyRedactor bodies) throws Exception {
		String kind = documents.pick(List.of("json", "json", "json", "pairs", "xml", "text"));
		String document = switch (kind) {
			case "json" -> documents.json();
			case "pairs" -> documents.pairs();
			case "xml" -> documents.xml();
			default -> documents.text();
		};
		boolean broken = kind.equals("json") && documents.oneIn(8);
		byte[] bytes = (broken ? withStray(document, documents) : document).getBytes(StandardCharsets.UTF_8);
		int kept = documents.oneIn(2) ? documents.below(bytes.length + 1) : bytes.length;
		BodyCapture body = new BodyCapture(new BodyBudget(1 << 20), kept, TYPES.get(kind));
		body.append(bytes, 0, bytes.length);
		AccessLogEntry entry = redacted(documents, bodies, body);
		JsonNode line = read(entry);
		String content = line.path("http.request.body.content").asString("");
		assertNoSecret(CUT_ESCAPE.matcher(DECLARATION.matcher(content).replaceFirst("")).replaceFirst(""));
		assertNoSecret(line.path("url.path").asString(""));
		assertNoSecret(line.path("url.query").asString(""));
		assertNoSecret(line.path("http.request.headers").toString());
		String combined = format(entry);
		assertThat(combined).matches(COMBINED);
		assertThat(SECRET_LETTER.matcher(unescaped(combined).replace("request", "")).find()).as(combined).isFalse();
		BodyPreview preview = entry.request().body();
		if (preview == null || preview.text() == null) {
			assertThat(broken || preview == null).as("a sound document must not be left out: %s", document).isTrue();
			return false;
		}
		if (kept == bytes.length && !broken) {
			compare(kind, new String(bytes, StandardCharsets.UTF_8), preview.text());
		}
		return true;
	}

	private static AccessLogEntry redacted(FuzzDocuments documents, BodyRedactor bodies, BodyCapture body) {
		TestEntries entries = new TestEntries();
		entries.path = documents.path();
		entries.query = documents.pairs();
		entries.referer = "https://host" + documents.path() + '?' + documents.pairs() + '#' + documents.pairs();
		entries.requestHeaders = Map.of("referer", List.of(entries.referer), "cookie", List.of("QXZJ"));
		SecretNames names = names(FuzzDocuments.SECRET_NAMES, "Cookie");
		UrlRedactor urls = new UrlRedactor(names, "***");
		return new EntryRedactor(names, "***", new NamedHeaderRedactor(names, urls, "***"), bodies)
			.redact(entries.entry(), body, null);
	}

	// A character between tokens where there must be none: nothing of what follows may be
	// believed. No closing brace: with one, what was inside a secret truly is outside.
	private static String withStray(String document, FuzzDocuments documents) {
		String tokens = STRING.matcher(document).replaceAll((match) -> "s".repeat(match.group().length()));
		int[] between = IntStream.range(0, tokens.length())
			.filter((i) -> "{}[],:".indexOf(tokens.charAt(i)) >= 0)
			.toArray();
		int at = (between.length > 0) ? between[documents.below(between.length)] : 0;
		return document.substring(0, at) + documents.pick(List.of("\"", "{", "[", ",", ":", "\\", "\0", "/", "x"))
				+ document.substring(at);
	}

	private static JsonNode read(AccessLogEntry entry) {
		StringBuilder line = new StringBuilder();
		new JsonFormatter(FieldNames.OTEL).format(entry, line);
		assertThat(line.chars().anyMatch((c) -> c < 0x20 || c == 0x2028 || c == 0x202e)).isFalse();
		return JsonMapper.shared().readTree(line.toString());
	}

	private static String format(AccessLogEntry entry) {
		StringBuilder line = new StringBuilder();
		NcsaFormatter.combined(ZoneOffset.UTC).format(entry, line);
		return line.toString();
	}

	private static void assertNoSecret(String logged) {
		assertThat(SECRET.matcher(unescaped(logged)).find()).as(logged).isFalse();
	}

	// Also what only a decoder would see, or several.
	private static String unescaped(String text) {
		String unescaped = text;
		for (int i = 0; i < 5; i++) {
			unescaped = ESCAPE.matcher(unescaped)
				.replaceAll((match) -> Matcher.quoteReplacement(Character.toString(number(match))));
		}
		return unescaped;
	}

	private static int number(MatchResult match) {
		int group = 1;
		while (match.group(group) == null) {
			group++;
		}
		return Integer.parseInt(match.group(group), (group < 4) ? 16 : 10);
	}

	private static void compare(String kind, String document, String shown) throws Exception {
		switch (kind) {
			case "json" -> assertThat(JsonMapper.shared().readTree(shown))
				.isEqualTo(masked(JsonMapper.shared().readTree(document)));
			case "xml" -> DocumentBuilderFactory.newInstance()
				.newDocumentBuilder()
				.parse(new InputSource(new StringReader(shown)));
			case "pairs" -> assertThat(names(shown)).isEqualTo(names(document));
			default -> assertThat(shown).contains("***");
		}
	}

	private static JsonNode masked(JsonNode node) {
		if (node instanceof ObjectNode object) {
			for (String name : List.copyOf(object.propertyNames())) {
				object.set(name, isSecret(name) ? StringNode.valueOf("***") : masked(object.get(name)));
			}
		}
		else if (node instanceof ArrayNode array) {
			for (int i = 0; i < array.size(); i++) {
				array.set(i, masked(array.get(i)));
			}
		}
		return node.isString() && SECRET.matcher(unescaped(node.asString())).find() ? StringNode.valueOf("***") : node;
	}

	private static boolean isSecret(String name) {
		String plain = name.toLowerCase(Locale.ROOT).replaceAll("[_-]", "");
		return FuzzDocuments.SECRET_NAMES.stream().anyMatch((secret) -> secret.replace("_", "").equals(plain));
	}

	private static List<String> names(String pairs) {
		return List.of(pairs.split("&", -1))
			.stream()
			.map((pair) -> pair.replaceAll("=.*", ""))
			.collect(Collectors.toList());
	}

}
