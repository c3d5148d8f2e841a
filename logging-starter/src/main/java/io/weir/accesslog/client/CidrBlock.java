// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.client;

import org.jspecify.annotations.Nullable;

/**
 * A block of IP addresses, {@code 10.0.0.0/8} or {@code fd00::/8}; a single address is a
 * block of one (RFC 4632, RFC 4291 section 2.3).
 */
final class CidrBlock {

	private final byte[] network;

	private final int prefixBits;

	private CidrBlock(byte[] network, int prefixBits) {
		this.network = network;
		this.prefixBits = prefixBits;
	}

	/**
	 * Reads a block.
	 * @throws IllegalArgumentException when it is none
	 */
	static CidrBlock parse(String text) {
		int slash = text.indexOf('/');
		byte[] network = IpAddresses.parse((slash < 0) ? text : text.substring(0, slash));
		if (network == null) {
			throw new IllegalArgumentException("'" + text + "' is no IP address or CIDR block");
		}
		int bits = network.length * 8;
		if (slash >= 0) {
			// Of IPv4 mapped into IPv6, the first 96 bits say no more than that.
			int mapped = (bits == 32 && text.indexOf(':') >= 0) ? 96 : 0;
			int prefix = prefix(text.substring(slash + 1));
			if (prefix < mapped || prefix > mapped + bits) {
				throw new IllegalArgumentException(
						"The prefix of '" + text + "' is not a number from " + mapped + " to " + (mapped + bits));
			}
			bits = prefix - mapped;
		}
		return new CidrBlock(network, bits);
	}

	private static int prefix(String text) {
		boolean digits = !text.isEmpty() && text.length() <= 3 && text.chars().allMatch((c) -> c >= '0' && c <= '9');
		return digits ? Integer.parseInt(text) : -1;
	}

	boolean contains(byte @Nullable [] address) {
		if (address == null || address.length != this.network.length) {
			return false;
		}
		int wholeBytes = this.prefixBits / 8;
		for (int i = 0; i < wholeBytes; i++) {
			if (address[i] != this.network[i]) {
				return false;
			}
		}
		int restBits = this.prefixBits % 8;
		int mask = 0xff << (8 - restBits);
		return restBits == 0 || (address[wholeBytes] & mask) == (this.network[wholeBytes] & mask);
	}

}
