// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.metrics;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

import io.weir.accesslog.body.KeptBody;
import io.weir.accesslog.emit.EntryCounter;

/**
 * What the access log counts of itself. Counts only grow; all methods are thread-safe and
 * never block.
 */
public final class AccessLogCounters implements EntryCounter {

	private final Map<EntryResult, LongAdder> entries = adders(EntryResult.class);

	private final Map<BodyResult, LongAdder> requestBodies = adders(BodyResult.class);

	private final Map<BodyResult, LongAdder> responseBodies = adders(BodyResult.class);

	private final LongAdder received = new LongAdder();

	private final LongAdder sent = new LongAdder();

	/**
	 * Counts one entry.
	 * @param result what became of it
	 */
	public void entry(EntryResult result) {
		adder(this.entries, result).increment();
	}

	/**
	 * How many entries ended like this.
	 * @param result what became of them
	 * @return their number
	 */
	public long entries(EntryResult result) {
		return adder(this.entries, result).sum();
	}

	@Override
	public void written() {
		entry(EntryResult.WRITTEN);
	}

	@Override
	public void dropped() {
		entry(EntryResult.DROPPED);
	}

	@Override
	public void unwanted() {
		entry(EntryResult.UNSAMPLED);
	}

	@Override
	public void failed() {
		entry(EntryResult.FAILED);
	}

	@Override
	public void requestBody(KeptBody kept, boolean unparsable) {
		adder(this.requestBodies, result(kept, unparsable)).increment();
	}

	@Override
	public void responseBody(KeptBody kept, boolean unparsable) {
		adder(this.responseBodies, result(kept, unparsable)).increment();
	}

	private static BodyResult result(KeptBody kept, boolean unparsable) {
		if (kept.overLimit()) {
			return BodyResult.OVER_LIMIT;
		}
		if (unparsable || kept.omitted() != null) {
			return BodyResult.UNPARSABLE;
		}
		return kept.truncated() ? BodyResult.TRUNCATED : BodyResult.WHOLE;
	}

	/**
	 * How many bodies ended like this.
	 * @param direction whose bodies
	 * @param result what became of them
	 * @return their number
	 */
	public long bodies(Direction direction, BodyResult result) {
		return adder(bodies(direction), result).sum();
	}

	/**
	 * Counts the bytes of one exchange.
	 * @param receivedBytes bytes of request body
	 * @param sentBytes bytes of response body
	 */
	public void bytes(long receivedBytes, long sentBytes) {
		this.received.add(receivedBytes);
		this.sent.add(sentBytes);
	}

	/**
	 * Bytes of request bodies.
	 * @return the sum over all exchanges
	 */
	public long receivedBytes() {
		return this.received.sum();
	}

	/**
	 * Bytes of response bodies.
	 * @return the sum over all exchanges
	 */
	public long sentBytes() {
		return this.sent.sum();
	}

	private Map<BodyResult, LongAdder> bodies(Direction direction) {
		return (direction == Direction.REQUEST) ? this.requestBodies : this.responseBodies;
	}

	private static <E extends Enum<E>> LongAdder adder(Map<E, LongAdder> adders, E key) {
		return Objects.requireNonNull(adders.get(key));
	}

	private static <E extends Enum<E>> Map<E, LongAdder> adders(Class<E> type) {
		Map<E, LongAdder> adders = new EnumMap<>(type);
		for (E key : type.getEnumConstants()) {
			adders.put(key, new LongAdder());
		}
		return adders;
	}

	/**
	 * What became of an entry.
	 */
	public enum EntryResult {

		/** The writer took it. */
		WRITTEN,
		/** The queue was full. */
		DROPPED,
		/** Sampling or a level that is off left it out. */
		UNSAMPLED,
		/** The writer threw an exception. */
		FAILED

	}

	/**
	 * Whose body it is.
	 */
	public enum Direction {

		/** The request's. */
		REQUEST,
		/** The response's. */
		RESPONSE

	}

	/**
	 * What became of a body that was to be kept.
	 */
	public enum BodyResult {

		/** Kept to its end. */
		WHOLE,
		/** Kept up to the limit of one body. */
		TRUNCATED,
		/** Not kept: the limit of all bodies was reached. */
		OVER_LIMIT,
		/** Kept, but left out of the entry as it could not be parsed. */
		UNPARSABLE

	}

}
