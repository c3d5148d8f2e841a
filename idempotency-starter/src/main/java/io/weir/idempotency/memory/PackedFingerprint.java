// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.memory;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

import io.weir.idempotency.Fingerprint;
import io.weir.idempotency.Fingerprint.BodyDigest;

/**
 * A fingerprint in one array, hexadecimal digests at half their length: what makes a
 * marker small.
 */
final class PackedFingerprint {

	private static final int LONGEST_DIGEST = 1 << 14;

	private PackedFingerprint() {
	}

	static byte[] pack(Fingerprint fingerprint) {
		byte[] head = encode(fingerprint.head());
		BodyDigest body = fingerprint.body();
		if (body == null) {
			return ByteBuffer.allocate(2 + head.length).putShort(header(fingerprint.head(), head)).put(head).array();
		}
		byte[] digest = encode(body.digest());
		return ByteBuffer.allocate(2 + head.length + 2 + digest.length + 1 + 2 * Long.BYTES)
			.putShort(header(fingerprint.head(), head))
			.put(head)
			.putShort(header(body.digest(), digest))
			.put(digest)
			.put((byte) (body.complete() ? 1 : 0))
			.putLong(body.length())
			.putLong(body.declaredLength())
			.array();
	}

	static Fingerprint unpack(byte[] packed) {
		ByteBuffer buffer = ByteBuffer.wrap(packed);
		String head = decode(buffer);
		if (!buffer.hasRemaining()) {
			return new Fingerprint(head, null);
		}
		String digest = decode(buffer);
		boolean complete = buffer.get() != 0;
		return new Fingerprint(head, new BodyDigest(digest, buffer.getLong(), complete, buffer.getLong()));
	}

	/** What a fingerprint takes at most when it is packed. */
	static int heapBytes(Fingerprint fingerprint) {
		BodyDigest body = fingerprint.body();
		return HeapBytes.ofArray(2 + encodedLength(fingerprint.head())
				+ ((body != null) ? 2 + encodedLength(body.digest()) + 1 + 2 * Long.BYTES : 0));
	}

	private static int encodedLength(String digest) {
		return isHexadecimal(digest) ? digest.length() / 2 : 3 * digest.length();
	}

	private static byte[] encode(String digest) {
		return isHexadecimal(digest) ? HexFormat.of().parseHex(digest) : digest.getBytes(StandardCharsets.UTF_8);
	}

	/** The length in bytes, negative for one of hexadecimal digits. */
	private static short header(String digest, byte[] encoded) {
		if (encoded.length > LONGEST_DIGEST) {
			throw new IllegalArgumentException("A digest is of at most " + LONGEST_DIGEST + " bytes");
		}
		return (short) (isHexadecimal(digest) ? -encoded.length : encoded.length);
	}

	private static String decode(ByteBuffer buffer) {
		short header = buffer.getShort();
		byte[] encoded = new byte[Math.abs(header)];
		buffer.get(encoded);
		return (header < 0) ? HexFormat.of().formatHex(encoded) : new String(encoded, StandardCharsets.UTF_8);
	}

	private static boolean isHexadecimal(String digest) {
		if (digest.isEmpty() || digest.length() % 2 != 0) {
			return false;
		}
		for (int i = 0; i < digest.length(); i++) {
			char c = digest.charAt(i);
			if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
				return false;
			}
		}
		return true;
	}

}
