// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.client;

import java.util.List;
import java.util.function.Function;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ClientAddressesTests {

	private final ClientAddresses addresses = new ClientAddresses(List.of("10.0.0.0/8", "fd00::/8", "192.168.1.1"),
			"X-Forwarded-For");

	private final ClientAddresses forwarded = new ClientAddresses(List.of("10.0.0.0/8"), "Forwarded");

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
			10.1.2.3    | .::1                                  | 10.1.2.3
			10.1.2.3    | 2001:DB8:0:0:0::0001                  | 2001:db8::1
			10.1.2.3    | ::ffff:198.51.100.1                   | 198.51.100.1
			10.1.2.3    | fe80::1%eth0                          | fe80::1
			fd00:0:0:0:0:0:0:7%2 | 198.51.100.1                 | 198.51.100.1
			::ffff:10.1.2.3 | 198.51.100.1                      | 198.51.100.1
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
				this.forwarded.clientOf("10.1.2.3", (name) -> name.equals("Forwarded") ? List.of(header) : List.of()))
			.isEqualTo(client);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			", 203.0.113.9
			"6.6.6.6, 203.0.113.9
			\\", 203.0.113.9
			for="6.6.6.6, 203.0.113.9
			""")
	void takesWhatTheProxyAddedWhenTheClientSentAQuote(String header) {
		assertThat(this.addresses.clientOf("10.1.2.3", (name) -> List.of(header))).isEqualTo("203.0.113.9");
	}

	@Test
	void ignoresTheOtherHeaderWhenOneIsBelieved() {
		Function<String, List<String>> sent = (name) -> List
			.of(name.equals("Forwarded") ? "proto=https;for=6.6.6.6" : "198.51.100.1");
		assertThat(this.addresses.clientOf("10.1.2.3", sent)).isEqualTo("198.51.100.1");
		assertThat(this.forwarded.clientOf("10.1.2.3", sent)).isEqualTo("6.6.6.6");
		assertThatIllegalArgumentException().isThrownBy(() -> new ClientAddresses(List.of(), "X-Real-IP"));
	}

	@ParameterizedTest
	@CsvSource({ "::ffff:10.0.0.0/104, 10.7.7.7, true", "::ffff:10.0.0.0/104, 11.0.0.1, false",
			"::ffff:0:0/96, 11.0.0.1, true", "10.0.0.0/8, ::ffff:10.0.0.1, true", "::1, 0:0:0:0:0:0:0:1, true" })
	void matchesMappedAddressesWhenABlockIsWrittenEitherWay(String block, String peer, boolean trusted) {
		assertThat(new ClientAddresses(List.of(block), "X-Forwarded-For").clientOf(peer, (name) -> List.of("9.9.9.9")))
			.isEqualTo(trusted ? "9.9.9.9" : peer);
	}

	@ParameterizedTest
	@CsvSource({ "[0:0:0:0:0:0:0:1], ::1", "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
			"1:0:3:4:5:6:7:8, 1:0:3:4:5:6:7:8", "1:2:3:4:5:6:0:0, 1:2:3:4:5:6::", "::, ::", "::FFFF:1.2.3.4, 1.2.3.4",
			"localhost, localhost", "shop.example, shop.example", "[::1, [::1", "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
			"1:2:3:4:5:6:7:8:9, 1:2:3:4:5:6:7:8:9", "::1::, ::1::", ":1:2:3:4:5:6:7, :1:2:3:4:5:6:7" })
	void spellsAnAddressInOneWayWhenItIsOne(String text, String canonical) {
		assertThat(ClientAddresses.canonical(text)).isEqualTo(canonical);
	}

	@Test
	void knowsNobodyWhenThePeerHasNoAddress() {
		assertThat(this.addresses.clientOf(null, (name) -> List.of("198.51.100.1"))).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "10.0.0.0/33", "10.0.0/8", "10.0.0.0/", "10.0.0.0/-1", "fd00::/129", "localhost", "",
			"300.1.1.1", "010.0.0.1", "fd00::zz", "::ffff:10.0.0.0/95", ".::1", "10.0.0.0/+8" })
	void refusesWhatIsNoBlock(String block) {
		assertThatIllegalArgumentException().isThrownBy(() -> new ClientAddresses(List.of(block), "X-Forwarded-For"));
	}

}
