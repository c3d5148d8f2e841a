// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.sample.load.scenario;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.weir.sample.load.Answer;
import io.weir.sample.load.Traffic;

/**
 * One payment that takes two seconds, and many duplicates that wait for it; twice a
 * minute.
 */
public final class HotKey implements Scenario {

	private final int waiting;

	private final Duration first;

	public HotKey(int waiting, Duration first) {
		this.waiting = waiting;
		this.first = first;
	}

	@Override
	public String name() {
		return "hot key";
	}

	@Override
	public void run(Traffic traffic) {
		if (this.waiting == 0 || !traffic.pause(this.first)) {
			return;
		}
		do {
			String key = Orders.newKey();
			String body = Orders.newPayment();
			List<CompletableFuture<Answer>> answers = Stream
				.generate(() -> traffic.pay("/payments/settled?after=2s", key, body))
				.limit(1 + this.waiting)
				.toList();
			for (CompletableFuture<Answer> one : answers) {
				Answer answer = one.join();
				if (answer.status() == 409) {
					traffic.ledger().count("duplicates answered 409");
				}
				else if (traffic.ledger().expect("hot key", 201, answer)) {
					traffic.ledger().paid(key, answer);
				}
			}
			traffic.ledger().add("duplicates of a hot key", this.waiting);
		}
		while (traffic.pause(Duration.ofSeconds(30)));
	}

}
