// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.client;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ClientAddressesTests {

	private final ClientAddresses addresses = new ClientAddresses(List.of("10.0.0.0/8", "fd00::/8", "192.168.1.1"));

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			203.0.113.9 | 198.51.100.1                          | 203.0.113.9
			10.1.2.3    | 198.51.100.1                          | 198.51.100.1
			10.1.2.3    | 1.1.1.1, 198.51.100.1, 10.9.9.9       | 198.51.100.1
			10.1.2.3    | 198.51.100.1:5678                     | 198.51.100.1
			10.1.2.3    | 10.2.2.2, 10.3.3.3                    | 10.2.2.2
			10.1.2.3    | 198.51.100.1, unknown                 | 10.1.2.3
			10.1.2.3    | 198.51.100.1, 10.4.4.4, _hidden       | 10.1.2.3
			10.1.2.3    | evil.example                          | 10.1.2.3
			10.1.2.3    | 1.2.3.4.5                             | 10.1.2.3
			10.1.2.3    | 2001:db8::1                           | 2001:db8::1
			10.1.2.3    | [2001:db8::1]:4711                    | 2001:db8::1
			fd00::7     | 198.51.100.1                          | 198.51.100.1
			192.168.1.1 | 198.51.100.1                          | 198.51.100.1
			192.168.1.2 | 198.51.100.1                          | 192.168.1.2
			10.1.2.3    | ''                                    | 10.1.2.3
			""")
	void takesTheFirstUntrustedAddressFromTheRightWhenThePeerIsTrusted(String peer, String header, String client) {
		assertThat(this.addresses.clientOf(peer,
				(name) -> name.equals("X-Forwarded-For") && !header.isEmpty() ? List.of(header) : List.of()))
			.isEqualTo(client);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			for=198.51.100.1                                  | 198.51.100.1
			For=198.51.100.1;proto=https;by=10.0.0.1          | 198.51.100.1
			for=1.1.1.1, for=198.51.100.1;host=x, for=10.9.9.9 | 198.51.100.1
			proto=http;for="[2001:db8:cafe::17]:4711"         | 2001:db8:cafe::17
			for="198.51.100.1:80"                             | 198.51.100.1
			for=unknown                                       | 10.1.2.3
			for=_secret, for=10.9.9.9                         | 10.9.9.9
			proto=https                                       | 10.1.2.3
			for="1.1.1.1, for=198.51.100.1                    | 10.1.2.3
			""")
	void readsForwardedWhenThePeerIsTrusted(String header, String client) {
		assertThat(
				this.addresses.clientOf("10.1.2.3", (name) -> name.equals("Forwarded") ? List.of(header) : List.of()))
			.isEqualTo(client);
	}

	@ParameterizedTest
	@CsvSource({ "198.51.100.1,198.51.100.1,198.51.100.1", "6.6.6.6,198.51.100.1,10.1.2.3" })
	void believesNeitherHeaderWhenTheyDisagree(String forwarded, String xForwardedFor, String client) {
		assertThat(this.addresses.clientOf("10.1.2.3",
				(name) -> List.of(name.equals("Forwarded") ? "for=" + forwarded : xForwardedFor)))
			.isEqualTo(client);
	}

	@Test
	void knowsNobodyWhenThePeerHasNoAddress() {
		assertThat(this.addresses.clientOf(null, (name) -> List.of("198.51.100.1"))).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "10.0.0.0/33", "10.0.0/8", "10.0.0.0/", "10.0.0.0/-1", "fd00::/129", "localhost", "",
			"300.1.1.1", "010.0.0.1", "fd00::zz" })
	void refusesWhatIsNoBlock(String block) {
		assertThatIllegalArgumentException().isThrownBy(() -> new ClientAddresses(List.of(block)));
	}

}
