// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.redact;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SecretNames}, and for the values and path variables that they hide.
 */
class SecretNamesTests {

	private static final String WEB_TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJqb2UifQ.c2ln";

	private final SecretNames names = new SecretNames(List.of("ssn"), List.of("csrf_token", "code"), true);

	private final UrlRedactor urls = new UrlRedactor(this.names, "***");

	@ParameterizedTest
	@ValueSource(strings = { "ssn", "SSN", "X-Ssn", "X-Auth-Token", "x_auth_token", "userPassword", "new_password",
			"auth_token", "secretAccessKey", "XMLToken", "token2", "api_key_1", "myapikey", "dbPassword", "credential",
			"X-Amz-Credential", "Amz-Signature", "iban", "Session-Cookie", "user.password", "user[pwd]", "soap:Token",
			"oauth2Token", "DB_SECRET", "private-key", "proxyAuthorization" })
	void nameIsSecretWhenItIsBuiltInAddedOrEndsInASecretWord(String name) {
		assertThat(this.names.matches(name)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "token_count", "keyboard", "passage", "monkey", "tokens", "passwordHint", "secretary",
			"cookieConsent", "authorizations", "donkey", "hotkey", "publicKey", "primary_key", "okapi_key", "okapiKey",
			"betoken", "pinned", "codec", "secretId", "csrf_token", "csrfToken", "code", "X-Code", "status", "" })
	void nameIsShownWhenNoWordOfItIsSecretOrItIsExcepted(String name) {
		assertThat(this.names.matches(name)).isFalse();
	}

	@Test
	void addedNameAloneIsSecretWithoutDefaults() {
		SecretNames added = new SecretNames(List.of("ssn"), List.of(), false);
		assertThat(added.matches("ssn")).isTrue();
		assertThat(added.matches("password")).isFalse();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			/raw/https://joe:pw@host/x | /raw/https://***@host/x
			/raw/https:/joe:pw@host/x  | /raw/https:/***@host/x
			/users/joe@example.com     | /users/joe@example.com
			/a/token=x/b               | /a/***/b
			""")
	void pathHidesUserInformationAndPairs(String path, String redacted) {
		assertThat(this.urls.redactPath(path)).isEqualTo(redacted);
	}

	@Test
	void valueIsHiddenWhateverItsNameWhenItIsASecret() {
		assertThat(this.urls.redactQuery("a=" + WEB_TOKEN + "&b=1")).isEqualTo("a=***&b=1");
		assertThat(this.urls.redactQuery("a=Bearer+x&b=basic%20y&c=basics")).isEqualTo("a=***&b=***&c=basics");
		assertThat(this.urls.redactPath("/r/" + WEB_TOKEN + "/x")).isEqualTo("/r/***/x");
		TypedBodyRedactor bodies = new TypedBodyRedactor(this.names, "***");
		assertThat(bodies.redact("application/json", "{\"a\":\"" + WEB_TOKEN + "\",\"b\":\"\\u0042earer x\"}", false)
			.text()).isEqualTo("{\"a\":\"***\",\"b\":\"***\"}");
		assertThat(bodies.redact("application/json", "{\"a\":\"-----BEGIN RSA PRIVATE KEY-----\\nx\"}", false).text())
			.isEqualTo("{\"a\":\"***\"}");
		assertThat(bodies.redact("text/plain", "it is " + WEB_TOKEN, false).text()).isEqualTo("it is ***");
		NamedHeaderRedactor headers = new NamedHeaderRedactor(this.names, this.urls, "***");
		assertThat(headers.redact("X-Any", "Basic eHg6eQ==")).isEqualTo("***");
		assertThat(headers.redact("X-Any", "{\"password\":\"a/b\"}")).isEqualTo("***");
		assertThat(headers.redact("Location", "/pay?iban=x")).isEqualTo("/pay?iban=***");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			/reset/abc       | /reset/{token}             | /reset/***
			/app/reset/abc   | /reset/{token}             | /app/reset/***
			/reset/abc/x     | /reset/{token:[a-c]{1,3}}/{id} | /reset/***/x
			/a/b/c           | /a/{*secret}               | /a/***/***
			/x/y             | /reset/{token}             | ***
			/users/7         | /users/{id}                | /users/7
			""")
	void pathHidesVariablesWithASecretName(String path, String route, String redacted) {
		assertThat(new PathVariables(this.names, "***").hide(path, route)).isEqualTo(redacted);
	}

}
