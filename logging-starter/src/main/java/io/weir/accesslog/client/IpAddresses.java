// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.client;

import java.util.Arrays;
import java.util.HexFormat;

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

	/**
	 * Reads the text forms of RFC 4291 section 2.2. The zone of a link-local address (RFC
	 * 4007 section 11) means something to one machine alone and is left out.
	 */
	private static byte @Nullable [] parseIpv6(String literal) {
		int zone = literal.indexOf('%');
		String text = (zone < 0) ? literal : literal.substring(0, zone);
		byte[] bytes = new byte[16];
		int count = 0;
		int gap = -1;
		int start = 0;
		if (text.startsWith("::")) {
			gap = 0;
			start = 2;
		}
		while (start < text.length()) {
			int colon = text.indexOf(':', start);
			int end = (colon < 0) ? text.length() : colon;
			byte[] group = group(text.substring(start, end), colon < 0);
			if (group == null || count + group.length > 16) {
				return null;
			}
			System.arraycopy(group, 0, bytes, count, group.length);
			count += group.length;
			start = end + 1;
			if (colon >= 0 && start == text.length()) {
				return null;
			}
			if (colon >= 0 && text.charAt(start) == ':') {
				if (gap >= 0) {
					return null;
				}
				gap = count;
				start++;
			}
		}
		return (gap < 0) ? whole(bytes, count) : stretched(bytes, count, gap);
	}

	/** Two bytes, or the four of an IPv4 address at the end. */
	private static byte @Nullable [] group(String text, boolean last) {
		if (last && text.indexOf('.') > 0) {
			return parseIpv4(text);
		}
		if (text.isEmpty() || text.length() > 4 || !text.chars().allMatch(HexFormat::isHexDigit)) {
			return null;
		}
		int value = HexFormat.fromHexDigits(text);
		return new byte[] { (byte) (value >> 8), (byte) value };
	}

	private static byte @Nullable [] stretched(byte[] bytes, int count, int gap) {
		if (count > 14) {
			return null;
		}
		byte[] stretched = new byte[16];
		System.arraycopy(bytes, 0, stretched, 0, gap);
		System.arraycopy(bytes, gap, stretched, 16 - (count - gap), count - gap);
		return whole(stretched, 16);
	}

	private static byte @Nullable [] whole(byte[] bytes, int count) {
		if (count != 16) {
			return null;
		}
		for (int i = 0; i < 12; i++) {
			if (bytes[i] != ((i < 10) ? 0 : (byte) 0xff)) {
				return bytes;
			}
		}
		return Arrays.copyOfRange(bytes, 12, 16);
	}

	/**
	 * The one spelling of an address: without brackets or zone, IPv6 as RFC 5952 has it,
	 * IPv4 mapped into IPv6 as IPv4. Anything else stays as it is.
	 */
	static String canonical(String text) {
		boolean bracketed = text.startsWith("[") && text.endsWith("]");
		String literal = bracketed ? text.substring(1, text.length() - 1) : text;
		if (literal.indexOf(':') < 0) {
			return text;
		}
		byte[] bytes = parse(literal);
		return (bytes != null) ? spelling(bytes) : text;
	}

	private static String spelling(byte[] bytes) {
		if (bytes.length == 4) {
			return (bytes[0] & 0xff) + "." + (bytes[1] & 0xff) + "." + (bytes[2] & 0xff) + "." + (bytes[3] & 0xff);
		}
		int gap = -1;
		int gapLength = 1;
		for (int i = 0; i < 8; i++) {
			int length = 0;
			while (i + length < 8 && part(bytes, i + length) == 0) {
				length++;
			}
			if (length > gapLength) {
				gap = i;
				gapLength = length;
			}
			i += length;
		}
		StringBuilder text = new StringBuilder(39);
		for (int i = 0; i < 8; i++) {
			if (i == gap) {
				text.append("::");
				i += gapLength - 1;
			}
			else {
				text.append((i > 0 && i != gap + gapLength) ? ":" : "").append(Integer.toHexString(part(bytes, i)));
			}
		}
		return text.toString();
	}

	private static int part(byte[] bytes, int index) {
		return (bytes[2 * index] & 0xff) << 8 | (bytes[2 * index + 1] & 0xff);
	}

}
