// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.fingerprint;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;

/**
 * SHA-256 over framed parts, so that no two lists of parts give the same bytes. Reset by
 * {@link #hex()}, to be used again. Not safe for use by several threads at one time.
 */
public final class Sha256 {

	private final MessageDigest digest;

	/**
	 * Creates an empty digest.
	 */
	public Sha256() {
		try {
			this.digest = MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

	/**
	 * Adds a part with its length in front; nothing and an empty part differ.
	 * @param part the part, or {@code null} for nothing
	 * @return this
	 */
	public Sha256 part(@Nullable String part) {
		if (part == null) {
			this.digest.update((byte) 0);
			return this;
		}
		byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
		this.digest.update((byte) 1);
		number(bytes.length);
		this.digest.update(bytes);
		return this;
	}

	/**
	 * Adds a number.
	 * @param number the number
	 * @return this
	 */
	public Sha256 number(long number) {
		for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
			this.digest.update((byte) (number >>> shift));
		}
		return this;
	}

	/**
	 * Adds bytes as they are.
	 * @param bytes the array
	 * @param offset index of the first byte
	 * @param length number of bytes
	 */
	public void update(byte[] bytes, int offset, int length) {
		this.digest.update(bytes, offset, length);
	}

	/**
	 * The digest of all that was added; afterwards this is empty again.
	 * @return 64 lower-case hexadecimal digits
	 */
	public String hex() {
		return HexFormat.of().formatHex(this.digest.digest());
	}

}
