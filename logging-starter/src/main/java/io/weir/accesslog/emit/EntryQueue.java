// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.emit;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

/**
 * A queue for many producers, bounded in entries and in bytes. Producers take no lock:
 * one claims the bytes, then a place by moving the tail, then fills it. A consumer frees
 * a place before it moves the head, so that a claimed place is always empty.
 */
final class EntryQueue {

	/** A place holds an ordinary entry with room to spare, and no more on average. */
	static final long BYTES_PER_PLACE = 2048;

	private final AtomicReferenceArray<@Nullable FinishedExchange> places;

	private final AtomicLong tail = new AtomicLong();

	private final AtomicLong head = new AtomicLong();

	private final AtomicLong bytes = new AtomicLong();

	private final int capacity;

	private final long maxBytes;

	EntryQueue(int capacity) {
		if (capacity < 1) {
			throw new IllegalArgumentException("The capacity must be at least 1, not " + capacity);
		}
		this.capacity = capacity;
		this.maxBytes = capacity * BYTES_PER_PLACE;
		this.places = new AtomicReferenceArray<>(capacity);
	}

	/**
	 * Takes an exchange, from any thread; {@code false} when the queue is full, in
	 * entries or in bytes. One that is larger than all may be is taken when nothing else
	 * waits.
	 */
	boolean offer(FinishedExchange exchange) {
		long weight = EntryWeight.of(exchange.entry());
		long before = this.bytes.getAndAdd(weight);
		if ((before > 0 && before + weight > this.maxBytes) || !place(exchange)) {
			this.bytes.addAndGet(-weight);
			return false;
		}
		return true;
	}

	private boolean place(FinishedExchange exchange) {
		long place;
		do {
			place = this.tail.get();
			if (place - this.head.get() >= this.capacity) {
				return false;
			}
		}
		while (!this.tail.compareAndSet(place, place + 1));
		this.places.set(index(place), exchange);
		return true;
	}

	/**
	 * Hands out the oldest exchange; {@code null} when there is none, or when its
	 * producer has claimed the place but not filled it yet. Only consumers meet at the
	 * lock.
	 */
	synchronized @Nullable FinishedExchange poll() {
		long place = this.head.get();
		FinishedExchange exchange = this.places.get(index(place));
		if (exchange != null) {
			this.places.set(index(place), null);
			this.bytes.addAndGet(-EntryWeight.of(exchange.entry()));
			this.head.set(place + 1);
		}
		return exchange;
	}

	boolean isEmpty() {
		return size() == 0;
	}

	/**
	 * How many exchanges wait, the ones whose place is only claimed included.
	 */
	int size() {
		return (int) Math.max(0, Math.min(this.capacity, this.tail.get() - this.head.get()));
	}

	/**
	 * About how many bytes the waiting exchanges hold, without their kept bodies.
	 */
	long bytes() {
		return this.bytes.get();
	}

	private int index(long place) {
		return (int) (place % this.capacity);
	}

}
