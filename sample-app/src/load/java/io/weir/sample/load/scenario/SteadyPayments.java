// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.sample.load.scenario;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;

import io.weir.sample.load.Answer;
import io.weir.sample.load.Traffic;

/**
 * Payments at a steady rate, each with a key of its own; every fourth client asks again
 * at once and must get the same answer, marked; every tenth looks its payment up.
 */
public final class SteadyPayments implements Scenario {

	private static final int MAX_IN_FLIGHT = 200;

	private final int perSecond;

	private final Semaphore inFlight = new Semaphore(MAX_IN_FLIGHT);

	public SteadyPayments(int perSecond) {
		this.perSecond = perSecond;
	}

	@Override
	public String name() {
		return "steady";
	}

	@Override
	public void run(Traffic traffic) throws InterruptedException {
		long start = System.nanoTime();
		long begun = 0;
		while (traffic.pause(Duration.ofMillis(5))) {
			long due = (System.nanoTime() - start) * this.perSecond / 1_000_000_000L;
			// A sample that falls behind is not run over later.
			for (begun = Math.max(begun, due - this.perSecond); begun < due; begun++) {
				this.inFlight.acquire();
				payment(traffic).whenComplete((done, failure) -> this.inFlight.release());
			}
		}
		this.inFlight.acquire(MAX_IN_FLIGHT);
	}

	private CompletableFuture<?> payment(Traffic traffic) {
		String key = Orders.newKey();
		String body = Orders.newPayment();
		return traffic.pay("/payments", key, body).thenCompose((answer) -> {
			traffic.ledger().count("unique keys");
			if (!traffic.ledger().expect("payment", 201, answer)) {
				return CompletableFuture.completedFuture(answer);
			}
			traffic.ledger().paid(key, answer);
			return switch (ThreadLocalRandom.current().nextInt(20)) {
				case 0, 1, 2, 3, 4 -> traffic.pay("/payments", key, body).thenApply((again) -> repeated(traffic, key, again));
				case 5, 6 -> traffic.get("/payments/" + idOf(answer)).thenApply((found) -> found(traffic, answer, found));
				default -> CompletableFuture.completedFuture(answer);
			};
		});
	}

	private static Answer repeated(Traffic traffic, String key, Answer again) {
		if (traffic.ledger().expect("repeat", 201, again)) {
			traffic.ledger().paid(key, again);
			if (!again.replayed()) {
				traffic.ledger().complain("A repeat of " + key + " was not marked as a replay");
			}
		}
		return again;
	}

	private static Answer found(Traffic traffic, Answer paid, Answer found) {
		if (traffic.ledger().expect("look-up", 200, found) && !found.body().equals(paid.body())) {
			traffic.ledger().complain("Paid " + paid.body() + " but found " + found.body());
		}
		return found;
	}

	private static String idOf(Answer answer) {
		int start = answer.body().indexOf("\"id\":\"") + 6;
		return answer.body().substring(start, start + 36);
	}

}
