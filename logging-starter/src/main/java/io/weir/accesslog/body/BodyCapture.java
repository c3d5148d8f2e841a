// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.body;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * The first bytes of one body, kept while it passes by. It grows as bytes come, each
 * growth taken from the {@link BodyBudget} before it is made, so that a declared length
 * reserves nothing.
 * <p>
 * Once sealed it takes nothing more: a thread of the application that still writes after
 * the exchange is over changes no published entry. Thread-safe.
 */
public final class BodyCapture implements KeptBody {

	private static final int SMALLEST_GROWTH = 256;

	private static final String OVER_LIMIT = "memory limit of all bodies reached";

	private static final byte[] NOTHING = {};

	private final BodyBudget budget;

	private final int maxBytes;

	private final @Nullable String contentType;

	private Charset charset;

	private char pending;

	private byte[] bytes = NOTHING;

	private int length;

	private boolean truncated;

	private boolean sealed;

	private @Nullable String omitted;

	/**
	 * Makes a capture that holds nothing yet.
	 * @param budget what growth is taken from
	 * @param maxBytes the most to keep, inclusive
	 * @param contentType the {@code Content-Type} header
	 */
	public BodyCapture(BodyBudget budget, int maxBytes, @Nullable String contentType) {
		this.budget = budget;
		this.maxBytes = maxBytes;
		this.contentType = MediaTypes.type(contentType);
		this.charset = MediaTypes.charset(contentType);
	}

	/**
	 * Keeps what fits of a piece.
	 * @param source the bytes
	 * @param offset the first one
	 * @param count how many
	 */
	public synchronized void append(byte[] source, int offset, int count) {
		int fits = room(count);
		if (fits > 0) {
			System.arraycopy(source, offset, this.bytes, this.length, fits);
			this.length += fits;
		}
	}

	/**
	 * Keeps what fits of a buffer, whose position and limit do not matter and stay.
	 * @param source the buffer
	 * @param position the first byte
	 * @param count how many
	 */
	public synchronized void append(ByteBuffer source, int position, int count) {
		int fits = room(count);
		if (fits > 0) {
			ByteBuffer view = source.duplicate();
			view.limit(position + fits).position(position);
			view.get(this.bytes, this.length, fits);
			this.length += fits;
		}
	}

	/**
	 * Keeps a byte if it fits.
	 * @param value the byte
	 */
	public synchronized void append(byte value) {
		if (room(1) > 0) {
			this.bytes[this.length++] = value;
		}
	}

	/**
	 * Keeps what fits of a text, in UTF-8, which is the charset from then on. A surrogate
	 * pair may be split between two calls; at the limit a character is kept whole or not.
	 * @param text the characters
	 */
	public synchronized void append(CharSequence text) {
		this.charset = StandardCharsets.UTF_8;
		for (int i = 0; i < text.length() && !this.truncated && this.omitted == null; i++) {
			append(text.charAt(i));
		}
	}

	private void append(char c) {
		boolean paired = this.pending != 0 && Character.isLowSurrogate(c);
		int codePoint = paired ? Character.toCodePoint(this.pending, c) : c;
		this.pending = Character.isHighSurrogate(c) ? c : 0;
		if (codePoint < 0x80) {
			append((byte) codePoint);
		}
		else if (this.pending == 0) {
			byte[] encoded = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
			if (this.length + encoded.length > this.maxBytes) {
				this.truncated = true;
			}
			else {
				append(encoded, 0, encoded.length);
			}
		}
	}

	/**
	 * Takes nothing more from now on.
	 */
	public synchronized void seal() {
		this.sealed = true;
	}

	/**
	 * Gives up what was kept.
	 * @param reason why, in a few words
	 */
	public synchronized void omit(String reason) {
		this.omitted = reason;
		giveBack();
	}

	private int room(int count) {
		if (this.sealed || this.omitted != null || count <= 0) {
			return 0;
		}
		int fits = Math.min(count, this.maxBytes - this.length);
		this.truncated |= fits < count;
		if (this.length + fits > this.bytes.length && !grow(this.length + fits)) {
			omit(OVER_LIMIT);
			return 0;
		}
		return fits;
	}

	private boolean grow(int atLeast) {
		int capacity = Math.min(this.maxBytes, Math.max(atLeast, Math.max(SMALLEST_GROWTH, this.bytes.length * 2)));
		// Both arrays exist while one is copied to the other, so both are reserved.
		if (!this.budget.tryReserve(capacity)) {
			return false;
		}
		byte[] smaller = this.bytes;
		this.bytes = Arrays.copyOf(smaller, capacity);
		this.budget.release(smaller.length);
		return true;
	}

	private void giveBack() {
		byte[] kept = this.bytes;
		this.bytes = NOTHING;
		this.length = 0;
		this.budget.release(kept.length);
	}

	@Override
	public synchronized byte[] bytes() {
		return this.bytes;
	}

	@Override
	public synchronized int length() {
		return this.length;
	}

	@Override
	public synchronized boolean truncated() {
		return this.truncated;
	}

	@Override
	public @Nullable String contentType() {
		return this.contentType;
	}

	@Override
	public synchronized Charset charset() {
		return this.charset;
	}

	@Override
	public synchronized @Nullable String omitted() {
		return this.omitted;
	}

	@Override
	public synchronized boolean overLimit() {
		return OVER_LIMIT.equals(this.omitted);
	}

	@Override
	public synchronized void release() {
		this.sealed = true;
		giveBack();
	}

}
