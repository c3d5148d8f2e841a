// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * What a handler may know of the key under which it runs, and say about its answer. One
 * for each run; safe for use by many threads.
 */
public final class IdempotencyContext {

	/**
	 * Name of the request attribute that holds the context.
	 */
	public static final String ATTRIBUTE = IdempotencyContext.class.getName();

	/**
	 * Name of the request attribute that holds the number of the run, an {@link Integer},
	 * for whoever cannot use this class, such as an access log.
	 */
	public static final String ATTEMPT_ATTRIBUTE = "io.weir.idempotency.attempt";

	private final String key;

	private final StoreKey storeKey;

	private final int attempt;

	private volatile boolean unrecorded;

	/**
	 * Creates a context.
	 * @param key the key as the client meant it, without quotes and escapes
	 * @param storeKey the key's name within its scope
	 * @param attempt number of the run
	 */
	public IdempotencyContext(String key, StoreKey storeKey, int attempt) {
		this.key = key;
		this.storeKey = storeKey;
		this.attempt = attempt;
	}

	/**
	 * The context of the request that the current thread handles. It goes where Spring's
	 * {@link RequestContextHolder} goes: a thread of the handler's own has none, unless
	 * the request attributes were handed over.
	 * @return the context, or {@code null} when the request runs without a key
	 */
	public static @Nullable IdempotencyContext current() {
		RequestAttributes attributes = RequestContextHolder.getRequestAttributes();
		return (attributes != null)
				? (IdempotencyContext) attributes.getAttribute(ATTRIBUTE, RequestAttributes.SCOPE_REQUEST) : null;
	}

	/**
	 * The key.
	 * @return as the client meant it, without quotes and escapes
	 */
	public String key() {
		return this.key;
	}

	/**
	 * Number of this run under the key.
	 * @return 1 for the first; greater after a run that failed, where the store remembers
	 * it
	 */
	public int attempt() {
		return this.attempt;
	}

	/**
	 * A key for the call of another service. It is the same for every attempt under this
	 * key of this caller, and another one for another label, key, principal or tenant.
	 * @param label what the call is for, such as {@code psp}
	 * @return 43 characters of {@code A-Z a-z 0-9 - _}, which tell nothing about the key
	 */
	public String childKey(String label) {
		Assert.hasText(label, "The label of a child key says what the call is for, such as psp; it must not be blank");
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			digest.update(this.storeKey.value().getBytes(StandardCharsets.US_ASCII)); // of
																						// fixed
																						// length
			digest.update(label.getBytes(StandardCharsets.UTF_8));
			return Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest());
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

	/**
	 * Says that the handler did nothing that a repeat must not do again: its answer is
	 * sent and not kept, and the key is free when the handler ends. To be called before
	 * the handler returns, or completes its asynchronous answer.
	 */
	public void doNotRecord() {
		this.unrecorded = true;
	}

	/**
	 * Whether the answer is to be kept.
	 * @return {@code false} after {@link #doNotRecord()}
	 */
	public boolean isRecorded() {
		return !this.unrecorded;
	}

	@Override
	public String toString() {
		return "attempt " + this.attempt + " under the key " + this.storeKey;
	}

}
