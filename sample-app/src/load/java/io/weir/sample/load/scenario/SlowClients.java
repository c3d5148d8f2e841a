// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.sample.load.scenario;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import io.weir.sample.load.Answer;
import io.weir.sample.load.Outcome;
import io.weir.sample.load.Traffic;

/**
 * Clients that trickle: a payment a character at a time, an upload a byte at a time, a
 * download read in sips. All of them get there in the end.
 */
public final class SlowClients implements Scenario {

	private static final int CLIENTS_OF_A_KIND = 4;

	private static final int DOWNLOAD_BYTES = 1024 * 1024;

	@Override
	public String name() {
		return "slow clients";
	}

	@Override
	public void run(Traffic traffic) throws Exception {
		ExecutorService clients = Executors.newFixedThreadPool(3 * CLIENTS_OF_A_KIND);
		try {
			List<Future<?>> running = Stream.<Habit>of(this::pay, this::upload, this::download)
				.flatMap((habit) -> Stream.generate(() -> habit).limit(CLIENTS_OF_A_KIND))
				.<Future<?>>map((habit) -> clients.submit(() -> repeat(habit, traffic)))
				.toList();
			for (Future<?> one : running) {
				one.get();
			}
		}
		finally {
			clients.shutdownNow();
		}
	}

	private interface Habit {

		void run(Traffic traffic) throws Exception;

	}

	private Void repeat(Habit habit, Traffic traffic) throws Exception {
		while (traffic.pause(Duration.ofMillis(200))) {
			habit.run(traffic);
		}
		return null;
	}

	private void pay(Traffic traffic) throws Exception {
		String key = Orders.newKey();
		String body = Orders.newPayment();
		try (RawExchange exchange = new RawExchange(traffic.instance(), "POST /payments", "Idempotency-Key: " + key,
				"Content-Type: application/json", "Content-Length: " + body.length())) {
			exchange.trickle(body, 20);
			Answer answer = exchange.readAnswer();
			traffic.noteExchange(answer.outcome());
			if (traffic.ledger().expect("trickled payment", 201, answer)) {
				traffic.ledger().paid(key, answer);
			}
		}
	}

	private void upload(Traffic traffic) throws Exception {
		String body = "0123456789".repeat(20);
		try (RawExchange exchange = new RawExchange(traffic.instance(), "POST /files", "Content-Type: text/plain",
				"Content-Length: " + body.length())) {
			exchange.trickle(body, 10);
			Answer answer = exchange.readAnswer();
			traffic.noteExchange(answer.outcome());
			traffic.ledger().expect("trickled upload", 200, answer);
			if (!answer.body().contains("\"bytes\":200,")) {
				traffic.ledger().complain("Trickled 200 bytes, got " + answer.body());
			}
		}
	}

	private void download(Traffic traffic) throws Exception {
		try (RawExchange exchange = new RawExchange(traffic.instance(), "GET /files/" + DOWNLOAD_BYTES)) {
			int status = exchange.readSome(0);
			long bytes = exchange.readSlowly(8 * 1024, 20);
			traffic.noteExchange(Outcome.EXECUTED);
			if (status != 200 || bytes != DOWNLOAD_BYTES) {
				traffic.ledger().complain("Sipped " + bytes + " of " + DOWNLOAD_BYTES + " bytes, status " + status);
			}
		}
	}

}
