// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.redact;

import java.util.List;

import io.weir.accesslog.BodyPreview;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TypedBodyRedactor}.
 */
class TypedBodyRedactorTests {

	private final TypedBodyRedactor redactor = new TypedBodyRedactor(
			new SecretNames(List.of("password", "token", "card_number", "secret"), List.of(), false), "***");

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			{"a": 1, "b": [true, null, "x"]}              | {"a": 1, "b": [true, null, "x"]}
			{"password":"x","a":1}                        | {"password":"***","a":1}
			{"Password" : "x" }                           | {"Password" : "***" }
			{"pass\\u0077ord":"x"}                        | {"pass\\u0077ord":"***"}
			{"a":[{"token":12.5e3}]}                      | {"a":[{"token":"***"}]}
			{"token":true,"token":null,"b":false}         | {"token":"***","token":"***","b":false}
			{"secret":{"a":["x",{"b":"y"}]},"c":1}        | {"secret":"***","c":1}
			{"secret":["x",["y"]]}                        | {"secret":"***"}
			{"cardNumber":4111,"Card-Number":"4"}         | {"cardNumber":"***","Card-Number":"***"}
			{"user.password":"x","tokens":2}              | {"user.password":"***","tokens":2}
			{"passwordHint":"x"}                          | {"passwordHint":"x"}
			{"url":"https://h/?token=x"}                  | {"url":"***"}
			{"json":"{\\"password\\":\\"x\\"}"}           | {"json":"***"}
			{"a":"\\ud800"}                               | {"a":"\\ud800"}
			"text"                                        | "text"
			-0.5E+7                                       | -0.5E+7
			""")
	void jsonIsMaskedByName(String body, String redacted) {
		assertThat(redact("application/json", body, false)).isEqualTo(redacted);
	}

	@ParameterizedTest
	@ValueSource(strings = { """
			{"a":"{\\u0022password\\u0022:\\u0022x\\u0022}"}""", """
			{"a":"https://h/?a\\u003d1\\u0026token\\u003dx"}""", """
			{"a":"b=1\\npassword=x"}""", """
			{"a":"b=1\\tpassword=x"}""", """
			{"a":"\\u0070assword=x"}""", """
			{"a":"password\\u003a x"}""", """
			{"a":"{\\n\\t\\"password\\"\\n: \\"x\\"}"}""", """
			{"a":"{\\"b\\":\\"{\\\\\\"password\\\\\\":1}\\"}"}""", """
			{"a":"{\\"b\\":\\"{\\\\u0022pass\\\\u0077ord\\\\u0022:1}\\"}"}""", """
			{"a":"<password>x</password>"}""", """
			{"a":"<s:password b='c'>x"}""", """
			{"a":"\\u003cpassword\\u003ex"}""", """
			{"a":"&lt;password&gt;x"}""", """
			{"a":"p%61ssword=x"}""", """
			{"a":"p\\u002561ssword=x"}""", """
			{"a":"https:\\/\\/joe:pw@h"}""" })
	void jsonStringIsMaskedWhenItHoldsASecretInAnySpelling(String body) {
		assertThat(redact("application/json", body, false)).isEqualTo("{\"a\":\"***\"}");
	}

	@ParameterizedTest
	@ValueSource(strings = { """
			{"total":12,"tokenizer":"a=b","text":"a: b\\nc=d\\u0021","e":"\\u00e9: 1"}""", """
			{"path":"C:\\\\new\\\\temp: \\\\\\\\srv\\\\share","regex":"\\\\d+:\\\\s*=\\\\w"}""", """
			{"html":"<b>1 &lt; 2 &amp; 3</b>","mail":"joe@h","rate":"50% = %50","json":"{\\"a\\":1}"}""", """
			{"url":"https://token.h/a?b=c%20d%26e","at":"https://h/@joe","c":"// a@b","why":"password"}""" })
	void jsonIsShownAsItIsWhenItHoldsNoSecret(String body) {
		assertThat(redact("application/json", body, false)).isEqualTo(body);
	}

	@Test
	void jsonNameIsMaskedWhenItHoldsASecret() {
		assertThat(redact("application/json", "{\"a?password=x\":1,\"b=c\":2}", false))
			.isEqualTo("{\"***\":\"***\",\"b=c\":2}");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			{"a":"long te               | {"a":
			{"a":"x","passw             | {"a":"x",
			{"a":"x","password":"hunt   | {"a":"x","password":
			{"a":"x","password":12      | {"a":"x","password":
			{"a":[1,2                   | {"a":[1,
			{"a":tru                    | {"a":
			{"a":true                   | {"a":true
			{"a":"x\\                   | {"a":
			{"a":"x\\u00                | {"a":
			{"secret":{"a":"x","b       | {"secret":"***"
			{"secret":[1,2]             | {"secret":"***"
			{"a":1}                     | {"a":1}
			""")
	void jsonIsShownUpToTheLastWholeTokenWhenCut(String body, String redacted) {
		assertThat(redact("application/json", body, true)).isEqualTo(redacted);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "{", "{\"a\":1", "{\"a\"}", "{a:1}", "{'a':1}", "{\"a\":01}", "{\"a\":.5}",
			"{\"a\":1,}", "[1 2]", "[1,]", "nul", "{\"a\":\"\n\"}", "{\"a\":\"\\x\"}", "{\"a\":\"\\u12g4\"}",
			"{\"a\":NaN}", "{\"a\":1}}", "{\"a\":1]", "password=x", "{\"a\":1} // x", "{\"a\":1,/**/\"b\":2}" })
	void jsonIsLeftOutWhenItCannotBeParsed(String body) {
		BodyPreview preview = this.redactor.redact("application/json", body, false);
		assertThat(preview.text()).isNull();
		assertThat(preview.omitted()).isEqualTo("not readable as application/json");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"a\":1,,", "{\"a\":x", "[1 2", "{\"a\":01", "{\"a\" 1" })
	void jsonIsLeftOutWhenItCannotBeParsedUpToTheCut(String body) {
		assertThat(this.redactor.redact("application/json", body, true).text()).isNull();
	}

	@Test
	void depthIsNoDangerToTheStack() {
		String open = "[{\"a\":".repeat(200_000);
		assertThat(redact("application/json", open, true)).isEqualTo(open);
		assertThat(redact("application/json", "[".repeat(500_000) + "]".repeat(500_000), false)).hasSize(1_000_000);
		assertThat(redact("application/xml", "<a>".repeat(200_000), true)).hasSize(600_000);
	}

	@Test
	void linesOfJsonAreMaskedEach() {
		assertThat(redact("application/x-ndjson", "{\"a\":1}\n{\"token\":\"x\"}\n", false))
			.isEqualTo("{\"a\":1}\n{\"token\":\"***\"}\n");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			a=1&password=x&b=2                     | a=1&password=***&b=2
			PASSWORD=x                             | PASSWORD=***
			p%61ssword=x&pass%77ord=y              | p%61ssword=***&pass%77ord=***
			user.password=x&user[token]=y          | user.password=***&user[token]=***
			user%5Bpassword%5D=x                   | user%5Bpassword%5D=***
			%zz=x&a=1                              | %zz=***&a=1
			next=https%3A%2F%2Fh%2F%3Ftoken%3Dx&a=1 | next=***&a=1
			json=%7B%22password%22%3A%22x%22%7D    | json=***
			data=%7B%22pass%5Cu0077ord%22%3A%22x%22%7D | data=***
			data=%3Cpassword%3Ex%3C%2Fpassword%3E  | data=***
			data=<n:password+a="1">x&b=2           | data=***&b=2
			next=https://h?d=50%%26token%3Dx%&b=1  | next=***&b=1
			grant_type=password&a                  | grant_type=password&a
			password                               | password
			password==x=&&                         | password=***&&
			""")
	void formIsMaskedByDecodedName(String body, String redacted) {
		assertThat(redact("application/x-www-form-urlencoded", body, false)).isEqualTo(redacted);
	}

	@Test
	void formIsShownUpToTheLastWholePairWhenCut() {
		assertThat(redact("application/x-www-form-urlencoded", "a=1&b=2&passwor", true)).isEqualTo("a=1&b=2&");
		assertThat(redact("application/x-www-form-urlencoded", "a=12", true)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			<a b="1">x<!----></a>                          | <a b="1">x<!--***--></a>
			<a><password>x<b>y</b></password>z</a>         | <a><password>***</password>z</a>
			<a><s:Password c="1">x</s:Password></a>        | <a><s:Password c="***">***</s:Password></a>
			<a password='x' b="2"/>                        | <a password='***' b="2"/>
			<password value="x"/>                          | <password value="***"/>
			<a><![CDATA[<password>x</password>]]></a>      | <a><![CDATA[***]]></a>
			<a>&lt;password&gt;x&lt;/password&gt;</a>      | <a>***</a>
			<?xml version="1.0"?><a href="?token=x">b</a>  | <?xml version="1.0"?><a href="***">b</a>
			<?xml version="1.0"?><?p password="x"?><a/>    | <?xml version="1.0"?><?***?><a/>
			<!-- password: x --><a/>                       | <!--***--><a/>
			<a>pass&#119;ord=x</a>                         | <a>***</a>
			<a b="pass&#x77;ord=x"/>                       | <a b="***"/>
			<a>pass&amp;#119;ord=x</a>                     | <a>***</a>
			<a>{&quot;password&quot;: 1}</a>               | <a>***</a>
			<a>pass<![CDATA[word=x]]></a>                  | <a>***</a>
			<a>b<c>pass<!-- d -->word=x</c>e</a>           | <a>b<c>***</c>e</a>
			<a>pass<?p d?>wo<![CDATA[rd=]]>x<b/></a>       | <a>***<b/></a>
			<a>a &amp; b<!----> = <![CDATA[c: d]]></a>     | <a>a &amp; b<!--***--> = <![CDATA[c: d]]></a>
			<a><![CDATA[pass]]>word=x</a>                  | <a>***</a>
			<a>b<!---->c<token>x</token></a>               | <a>b<!--***-->c<token>***</token></a>
			<a>https://joe:pw@h/</a>                       | <a>***</a>
			<a><password><password>x</password>y</password>z</a> | <a><password>***</password>z</a>
			""")
	void xmlIsMaskedByName(String body, String redacted) {
		assertThat(redact("application/xml", body, false)).isEqualTo(redacted);
		assertThat(redact("application/soap+xml", body, false)).isEqualTo(redacted);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			<a>text                          | <a>
			<a>text</                        | <a>text
			<a><b c="1" password="x          | <a>
			<a><password>x                   | <a><password>***
			<a><password>x</password         | <a><password>***
			<a><![CDATA[x                    | <a>
			<a><!-- x                        | <a>
			<a><!                            | <a>
			<a>pass<!---->word=x<![CDATA[y   | <a>***
			<a>pass<!---->word=x<b           | <a>***
			<a>x<!----><b password="y" c="z  | <a>x<!--***-->
			<a>x</a>                         | <a>x</a>
			""")
	void xmlIsShownUpToTheLastWholeTokenWhenCut(String body, String redacted) {
		assertThat(redact("application/xml", body, true)).isEqualTo(redacted);
	}

	@ParameterizedTest
	@ValueSource(strings = { "<a>", "<a></b>", "x<a/>", "<a/>x", "<a/><b/>", "<a b=c/>", "<a b=\"<\"/>",
			"<!DOCTYPE a><a/>", "<a b=\"1\"c=\"2\"/>", "<?xml version=\"1.0\" encoding=\"UTF-7\"?><a/>", "</a>", "{}" })
	void xmlIsLeftOutWhenItCannotBeParsed(String body) {
		assertThat(this.redactor.redact("text/xml", body, false).text()).isNull();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			Hello, world                       | Hello, world
			your password is x, joe            | your password***
			user: joe, Password: x             | user: joe, Password***
			<input name="token" value="x">     | <input name="token***
			id,card_number,name                | id,card_number***
			{"password":"x"}                   | {"password":"***"}
			a=1&password=x&b=2                 | a=1&password=***&b=2
			my passwords                       | my passwords
			see https://h/?p%61ssword=x ok     | see ***
			see https://joe:pw@h/ ok           | see ***
			it is "pass\\u0077ord" "x"         | it is ***
			<a>pass&#119;ord=x</a> b           | ***
			"pass\\u0077ord"="x"&b=c           | "pass\\u0077ord"=***&b=c
			50% & more: a\\b joe@h %20         | 50% & more: a\\b joe@h %20
			[info] all well                    | [info] all well
			""")
	void textIsShownUpToTheFirstSecretName(String body, String redacted) {
		assertThat(redact("text/plain", body, false)).isEqualTo(redacted);
	}

	@Test
	void textIsLeftOutWhenItIsBrokenJsonWithEscapes() {
		assertThat(this.redactor.redact("text/plain", "{\"pass\\u0077ord\":\"x\"", false).text()).isNull();
	}

	@Test
	void unknownTypesAreLeftOut() {
		BodyPreview preview = this.redactor.redact("application/octet-stream", "x", true);
		assertThat(preview).isEqualTo(BodyPreview.omitted("not readable as application/octet-stream", true));
	}

	@Test
	void maskIsEscapedAsTheTypeNeedsIt() {
		TypedBodyRedactor quoting = new TypedBodyRedactor(new SecretNames(List.of("password"), List.of(), false),
				"<\"\\&>");
		assertThat(quoting.redact("application/json", "{\"password\":1}", false).text())
			.isEqualTo("{\"password\":\"<\\\"\\\\&>\"}");
		assertThat(quoting.redact("text/xml", "<password>1</password>", false).text())
			.isEqualTo("<password>&lt;&quot;\\&amp;></password>");
	}

	private String redact(String contentType, String body, boolean truncated) {
		BodyPreview preview = this.redactor.redact(contentType, body, truncated);
		assertThat(preview.omitted()).as(body).isNull();
		assertThat(preview.truncated()).isEqualTo(truncated);
		return String.valueOf(preview.text());
	}

}
