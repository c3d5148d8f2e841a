// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.client;

import java.net.InetAddress;
import java.net.UnknownHostException;

import org.jspecify.annotations.Nullable;

/**
 * Reads literal IP addresses, and never asks a name server.
 */
final class IpAddresses {

	private static final int LONGEST = 64;

	private IpAddresses() {
	}

	/**
	 * The bytes of a literal address: 4 for IPv4 and for IPv4 mapped into IPv6, else 16.
	 */
	static byte @Nullable [] parse(String literal) {
		if (literal.isEmpty() || literal.length() > LONGEST) {
			return null;
		}
		return (literal.indexOf(':') < 0) ? parseIpv4(literal) : parseIpv6(literal);
	}

	private static byte @Nullable [] parseIpv4(String literal) {
		byte[] bytes = new byte[4];
		int part = 0;
		int value = -1;
		for (int i = 0; i <= literal.length(); i++) {
			char c = (i < literal.length()) ? literal.charAt(i) : '.';
			if (c == '.') {
				if (value < 0 || part == 4) {
					return null;
				}
				bytes[part++] = (byte) value;
				value = -1;
			}
			else if (c < '0' || c > '9' || value == 0) {
				// A leading zero might mean an octal number to someone else.
				return null;
			}
			else {
				value = ((value < 0) ? 0 : value * 10) + (c - '0');
				if (value > 255) {
					return null;
				}
			}
		}
		return (part == 4) ? bytes : null;
	}

	private static byte @Nullable [] parseIpv6(String literal) {
		int zone = literal.indexOf('%');
		String address = (zone < 0) ? literal : literal.substring(0, zone);
		for (int i = 0; i < address.length(); i++) {
			char c = address.charAt(i);
			if (c != ':' && c != '.' && Character.digit(c, 16) < 0) {
				return null;
			}
		}
		try {
			return InetAddress.getByName(address).getAddress();
		}
		catch (UnknownHostException ex) {
			return null;
		}
	}

}
