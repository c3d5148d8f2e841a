// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.fingerprint;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;

import io.weir.idempotency.Fingerprint.BodyDigest;

/**
 * The digest of a body, grown while the body is read. Holds no byte of it. Not safe for
 * use by several threads at one time.
 */
public final class BodyHash {

	private static final String FORM = "form:";

	private static final int BUFFER_SIZE = 8192;

	private final Sha256 sha256;

	private final long declaredLength;

	private long length;

	/**
	 * Creates the hash of a body of which nothing was read.
	 * @param sha256 an empty digest, not used elsewhere from now on
	 * @param declaredLength the declared length in bytes, or -1
	 */
	public BodyHash(Sha256 sha256, long declaredLength) {
		this.sha256 = sha256;
		this.declaredLength = declaredLength;
	}

	/**
	 * How much was read.
	 * @return bytes
	 */
	public long length() {
		return this.length;
	}

	/**
	 * Adds what was read.
	 * @param bytes the array
	 * @param offset index of the first byte
	 * @param count number of bytes
	 */
	public void update(byte[] bytes, int offset, int count) {
		this.sha256.update(bytes, offset, count);
		this.length += count;
	}

	/**
	 * The digest of what was read; the last call.
	 * @param complete whether it is the whole body
	 * @return the digest
	 */
	public BodyDigest finish(boolean complete) {
		return new BodyDigest(this.sha256.hex(), this.length, complete, this.declaredLength);
	}

	/**
	 * Reads on to the end of the body, in constant memory.
	 * @param in the rest of the body
	 * @param limit how many bytes to read at most
	 * @return whether the end was reached
	 * @throws IOException when the client does not send the rest
	 */
	public boolean drain(InputStream in, long limit) throws IOException {
		byte[] buffer = new byte[BUFFER_SIZE];
		long left = limit;
		while (true) {
			int read = in.read(buffer, 0, (int) Math.min(buffer.length, Math.max(left, 1)));
			if (read < 0) {
				return true;
			}
			if (left <= 0) {
				return false;
			}
			update(buffer, 0, read);
			left -= read;
		}
	}

	/**
	 * Whether a repeat's body is the recorded one. A body of which the first handler left
	 * a part unread is compared up to there, and by its declared length.
	 * @param recorded the first body
	 * @param in the repeat's body, read to its end unless it already differs
	 * @return whether they are the same as far as is known
	 * @throws IOException when the client does not send all of it
	 */
	public boolean matches(BodyDigest recorded, InputStream in) throws IOException {
		boolean bothDeclared = recorded.declaredLength() >= 0 && this.declaredLength >= 0;
		if (bothDeclared && recorded.declaredLength() != this.declaredLength) {
			return false;
		}
		byte[] buffer = new byte[BUFFER_SIZE];
		int read;
		while (this.length < recorded.length()
				&& (read = in.read(buffer, 0, (int) Math.min(buffer.length, recorded.length() - this.length))) >= 0) {
			update(buffer, 0, read);
		}
		if (this.length != recorded.length() || !this.sha256.hex().equals(recorded.digest())) {
			return false;
		}
		return !recorded.complete() || in.read() < 0;
	}

	/**
	 * The digest of a form by its parameters, for a body that the container has parsed.
	 * The order of names does not matter, that of a name's values does.
	 * @param sha256 an empty digest
	 * @param parameters the parameters, those of the query included
	 * @param declaredLength the declared length in bytes, or -1
	 * @return the digest
	 */
	public static BodyDigest ofForm(Sha256 sha256, Map<String, String[]> parameters, long declaredLength) {
		new TreeMap<>(parameters).forEach((name, values) -> {
			sha256.part(name).number(values.length);
			for (String value : values) {
				sha256.part(value);
			}
		});
		return new BodyDigest(FORM + sha256.hex(), Math.max(declaredLength, 0), true, declaredLength);
	}

	/**
	 * Whether a digest is one of a form's parameters, not of bytes.
	 * @param digest the digest
	 * @return whether {@link #ofForm} made it
	 */
	public static boolean isOfForm(BodyDigest digest) {
		return digest.digest().startsWith(FORM);
	}

}
