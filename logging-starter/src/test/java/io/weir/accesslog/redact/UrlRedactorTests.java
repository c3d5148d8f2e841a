// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.redact;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link UrlRedactor} and {@link NamedHeaderRedactor}.
 */
class UrlRedactorTests {

	private final SecretNames names = new SecretNames(
			List.of("access_token", "token", "sig", "jsessionid", "Authorization", "X-Api-Key"), List.of(), false);

	private final UrlRedactor urls = new UrlRedactor(this.names, "***");

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			a=b&token=x&c=d              | a=b&token=***&c=d
			TOKEN=x&accessToken=y        | TOKEN=***&accessToken=***
			t%6Fken=x&to%6ben=y          | t%6Fken=***&to%6ben=***
			token                        | token
			token=                       | token=***
			a=b;token=x                  | a=***
			token=x%26b=c&d=e            | token=***&d=e
			q=token&page=2               | q=token&page=2
			r=https%3A%2F%2Fh%3Ftoken%3Dx | r=***
			r=%253Ftoken%253Dx           | r=***
			%=x                          | %=***
			a%3Ftoken%3Dx&b=c            | ***&b=c
			r=https://joe:pw@h/&b=c      | r=***&b=c
			r=https%3A%2F%2Fjoe%40h      | r=***
			r=https%3A%2F%2Fh%2F%40joe   | r=https%3A%2F%2Fh%2F%40joe
			r=50%%26token%3Dx&b=c        | r=***&b=c
			r=50%25&b=100%25%20of%20it   | r=50%25&b=100%25%20of%20it
			r=50%                        | r=***
			50%%26token%3Dx              | ***
			r=%25252525253Ftoken%253Dx   | r=***
			r=h?token[]=x&b=h?token[0]=y | r=***&b=***
			q=%3Ctoken%3Ex&b=%3Cb%3Ec    | q=***&b=%3Cb%3Ec
			q=%7B%22tok%5Cu0065n%22%3A1  | q=***
			q=token+%3A+x                | q=***
			""")
	void queryIsMaskedByDecodedName(String query, String redacted) {
		assertThat(this.urls.redactQuery(query)).isEqualTo(redacted);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			/a;jsessionid=x/b;v=1;token=y | /a;jsessionid=***/b;v=1;token=***
			/a;JSESSIONID=x               | /a;JSESSIONID=***
			/a;;b=;=c                     | /a;;b=;=c
			/token=x                      | /***
			/a;r=https%3A%2F%2Fh%3Ftoken%3Dx/b | /a;r=***/b
			/a;token%3Dx;b=c/d            | /a;***;b=c/d
			/r/https%3A%2F%2Fh%3Ftoken%3Dx/b | /r/***/b
			/r/https%3A%2F%2Fjoe:pw%40h   | /r/***
			/50%/a%20b%3Dc                | /50%/a%20b%3Dc
			""")
	void pathIsMaskedByParameter(String path, String redacted) {
		assertThat(this.urls.redactPath(path)).isEqualTo(redacted);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			https://h/a?token=x&b=c#d            | https://h/a?token=***&b=c#d
			https://h/cb#access_token=x&a=b      | https://h/cb#access_token=***&a=b
			https://h/#/route?token=x            | https://h/#/route?token=***
			https://h/#a?b=c                     | https://h/#a?b=c
			/relative?sig=x                      | /relative?sig=***
			?token=x                             | ?token=***
			https://joe:pw@h/a@b                 | https://***@h/a@b
			//joe:pw@h                           | //***@h
			https://joe:p@w@h:8080/              | https://***@h:8080/
			https://h/a;jsessionid=x?b=c         | https://h/a;jsessionid=***?b=c
			https://h/a@b                        | https://h/a@b
			/a;token=x//joe:pw@h;sig=y?b=c       | /a;token=***//***@h;sig=***?b=c
			https://h/?to%6Ben%3Dx               | https://h/?***
			https://h/a?b=c;d#e=f                | https://h/a?b=c;d#e=f
			""")
	void urlIsMaskedInAllItsParts(String url, String redacted) {
		assertThat(this.urls.redactUrl(url)).isEqualTo(redacted);
	}

	@Test
	void nothingIsCopiedWhenThereIsNothingToHide() {
		String query = "a=b&c=d";
		assertThat(this.urls.redactQuery(query)).isSameAs(query);
		String path = "/a/b";
		assertThat(this.urls.redactPath(path)).isSameAs(path);
		String url = "https://h/a;b=c?d=e#f=g";
		assertThat(this.urls.redactUrl(url)).isSameAs(url);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			Authorization    | Bearer x                           | ***
			authorization    | Bearer x                           | ***
			X-API-KEY        | x                                  | ***
			Referer          | https://h/?token=x                 | https://h/?token=***
			Location         | /done#access_token=x               | /done#access_token=***
			X-Original-URL   | /a?token=x                         | /a?token=***
			Link             | <https://h/?token=x>; rel=next     | ***
			Referer          | https://h/r/https%3A%2F%2Fi%3Ftoken%3Dx | https://h/r/***
			Referer          | https://h/?r=https://joe:pw@i/     | https://h/?r=***
			X-Callback       | https%3A%2F%2Fh%3Ftoken%3Dx        | ***
			X-Discount       | 50% off: 100%25                    | 50% off: 100%25
			Accept           | text/html;q=0.9, */*               | text/html;q=0.9, */*
			User-Agent       | curl/8 (+http://joe:pw@h/)         | ***
			""")
	void headersAreMaskedByNameAndUrlsInsideTheOthers(String name, String value, String redacted) {
		NamedHeaderRedactor headers = new NamedHeaderRedactor(this.names, this.urls, "***");
		assertThat(headers.redact(name, value)).isEqualTo(redacted);
	}

}
