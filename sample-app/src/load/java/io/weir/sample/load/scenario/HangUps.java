// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.sample.load.scenario;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.weir.sample.load.Answer;
import io.weir.sample.load.Outcome;
import io.weir.sample.load.Traffic;

/**
 * Clients that hang up: in the middle of an upload, of a download, of a payment, and
 * after a payment without waiting for its answer. Who tried to pay asks again with the
 * same key until the answer is there, as clients should.
 */
public final class HangUps implements Scenario {

	private static final int MAX_RETRIES = 100;

	@Override
	public String name() {
		return "hang-ups";
	}

	@Override
	public void run(Traffic traffic) throws Exception {
		while (traffic.pause(Duration.ofMillis(150))) {
			leaveUpload(traffic);
			leaveDownload(traffic);
			leavePayment(traffic, Orders.newPayment().length() / 2);
			leavePayment(traffic, Integer.MAX_VALUE);
		}
	}

	private void leaveUpload(Traffic traffic) throws IOException {
		try (RawExchange exchange = new RawExchange(traffic.instance(), "POST /files", "Content-Type: text/plain",
				"Content-Length: 1000000", "Expect: 100-continue")) {
			exchange.awaitContinue();
			exchange.send("half a body");
		}
		traffic.noteExchange(Outcome.LEFT);
	}

	private void leaveDownload(Traffic traffic) throws IOException {
		try (RawExchange exchange = new RawExchange(traffic.instance(), "GET /files/20000000")) {
			exchange.readSome(10_000);
		}
		traffic.noteExchange(Outcome.LEFT);
	}

	private void leavePayment(Traffic traffic, int sent) throws IOException, InterruptedException {
		String key = Orders.newKey();
		String body = Orders.newPayment();
		try (RawExchange exchange = new RawExchange(traffic.instance(), "POST /payments", "Idempotency-Key: " + key,
				"Content-Type: application/json", "Content-Length: " + body.length(), "Expect: 100-continue")) {
			exchange.awaitContinue();
			exchange.send(body.substring(0, Math.min(sent, body.length())));
		}
		traffic.noteExchange(Outcome.LEFT);
		for (int retry = 0; retry < MAX_RETRIES; retry++) {
			Answer answer = traffic.pay("/payments", key, body).join();
			if (answer.status() != 409) {
				if (traffic.ledger().expect("retry after a hang-up", 201, answer)) {
					traffic.ledger().paid(key, answer);
					traffic.ledger().count("payments retried after a hang-up");
				}
				return;
			}
			TimeUnit.MILLISECONDS.sleep(10);
		}
		traffic.ledger().complain("A payment whose client hung up was never answered: " + key);
	}

}
