// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.sample.load.scenario;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.weir.sample.load.Answer;
import io.weir.sample.load.Ledger;
import io.weir.sample.load.Traffic;

/**
 * Twenty clients at once with one key, five times a second: one pays, all get that one's
 * answer or 409.
 */
public final class Storms implements Scenario {

	private static final int AT_ONCE = 20;

	@Override
	public String name() {
		return "storms of " + AT_ONCE;
	}

	@Override
	public void run(Traffic traffic) {
		while (traffic.pause(Duration.ofMillis(200))) {
			String key = Orders.newKey();
			String body = Orders.newPayment();
			Ledger ledger = traffic.ledger();
			List<CompletableFuture<Answer>> answers = Stream.generate(() -> traffic.pay("/payments", key, body))
				.limit(AT_ONCE)
				.toList();
			long paid = answers.stream().filter((answer) -> book(ledger, key, answer.join())).count();
			ledger.count("storms");
			if (paid == 0) {
				ledger.complain("A storm with key " + key + " got no payment");
			}
			Answer after = traffic.pay("/payments", key, body).join();
			if (ledger.expect("repeat after a storm", 201, after)) {
				ledger.paid(key, after);
			}
		}
	}

	private static boolean book(Ledger ledger, String key, Answer answer) {
		if (answer.status() == 409) {
			ledger.count("duplicates answered 409");
			return false;
		}
		if (ledger.expect("storm", 201, answer)) {
			ledger.paid(key, answer);
		}
		return true;
	}

}
