// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.sample.load;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/**
 * The clients' own book: which keys were paid, with which answer, and what went wrong.
 * The sample is judged by it.
 */
public final class Ledger {

	private static final int KEPT_COMPLAINTS = 20;

	private final Map<String, Paid> paid = new ConcurrentHashMap<>();

	private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

	private final ConcurrentLinkedQueue<String> complaints = new ConcurrentLinkedQueue<>();

	private final LongAdder exchanges = new LongAdder();

	private final AtomicLong complaintCount = new AtomicLong();

	private record Paid(UUID payment, int answerHash) {
	}

	/**
	 * Books a 201. A second one for the same key must be the same answer.
	 * @param key the key
	 * @param answer a 201 with a payment
	 */
	public void paid(String key, Answer answer) {
		Paid now = new Paid(paymentOf(answer.body()), answer.body().hashCode());
		Paid before = this.paid.putIfAbsent(key, now);
		if (before != null) {
			count("duplicates answered equally");
			if (!before.equals(now)) {
				complain("Key " + key + " got two answers, of payments " + before.payment() + " and " + now.payment());
			}
		}
	}

	private static UUID paymentOf(String body) {
		int start = body.indexOf("\"id\":\"") + 6;
		return UUID.fromString(body.substring(start, start + 36));
	}

	/**
	 * Books that an exchange began.
	 */
	public void exchange() {
		this.exchanges.increment();
	}

	long exchanges() {
		return this.exchanges.sum();
	}

	/**
	 * Writes down that something was not as it must be.
	 * @param complaint what
	 */
	public void complain(String complaint) {
		if (this.complaintCount.incrementAndGet() <= KEPT_COMPLAINTS) {
			this.complaints.add(complaint);
		}
	}

	/**
	 * Complains unless the answer has the status.
	 * @param what the exchange, for the complaint
	 * @param status what is expected
	 * @param answer what came
	 * @return whether it has
	 */
	public boolean expect(String what, int status, Answer answer) {
		if (answer.status() != status) {
			complain(what + ": expected " + status + ", got " + answer.status() + " " + answer.body());
		}
		return answer.status() == status;
	}

	public void count(String what) {
		add(what, 1);
	}

	public void add(String what, long amount) {
		this.counts.computeIfAbsent(what, (key) -> new LongAdder()).add(amount);
	}

	long counted(String what) {
		LongAdder count = this.counts.get(what);
		return (count != null) ? count.sum() : 0;
	}

	int keys() {
		return this.paid.size();
	}

	Set<UUID> payments() {
		return this.paid.values().stream().map(Paid::payment).collect(Collectors.toSet());
	}

	long complaintCount() {
		return this.complaintCount.get();
	}

	List<String> complaints() {
		return List.copyOf(this.complaints);
	}

}
