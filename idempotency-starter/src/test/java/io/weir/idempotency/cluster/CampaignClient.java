// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.cluster;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/**
 * Pays, each time under a new key, and repeats a payment at any instance until it is
 * answered; then once more, as clients do.
 */
final class CampaignClient implements Runnable {

	private final HttpClient http = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(Duration.ofMillis(500))
		.build();

	private final String name;

	private final IntSupplier port;

	private final BooleanSupplier over;

	private final Map<String, Set<String>> answers = new ConcurrentHashMap<>();

	private int requests;

	private int replays;

	private int lost;

	private final List<String> unanswered = new CopyOnWriteArrayList<>();

	CampaignClient(String name, IntSupplier port, BooleanSupplier over) {
		this.name = name;
		this.port = port;
		this.over = over;
	}

	/**
	 * The different answers (201) by key.
	 */
	Map<String, Set<String>> answers() {
		return this.answers;
	}

	int requests() {
		return this.requests;
	}

	int replays() {
		return this.replays;
	}

	/**
	 * How many keys ended with an answer that cannot be replayed.
	 */
	int lost() {
		return this.lost;
	}

	/**
	 * Keys that nobody answered for a minute, with what was heard last.
	 */
	List<String> unanswered() {
		return this.unanswered;
	}

	@Override
	public void run() {
		try {
			for (int number = 0; !this.over.getAsBoolean(); number++) {
				String key = this.name + "-" + number;
				payUntilAnswered(key);
				if (number % 2 == 0) {
					payUntilAnswered(key);
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void payUntilAnswered(String key) throws InterruptedException {
		long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
		String last = "nothing";
		while (System.nanoTime() < deadline) {
			this.requests++;
			HttpResponse<String> answer = pay(key);
			if (answer != null && answer.statusCode() == 201) {
				this.answers.computeIfAbsent(key, (name) -> new HashSet<>()).add(answer.body());
				this.replays += answer.headers().firstValue("Idempotent-Replayed").isPresent() ? 1 : 0;
				return;
			}
			if (answer != null && answer.body().contains("response-not-replayable")) {
				this.lost++;
				return;
			}
			last = (answer != null) ? answer.statusCode() + " " + answer.body() : "no answer";
			TimeUnit.MILLISECONDS.sleep(20);
		}
		this.unanswered.add(key + ": " + last);
	}

	private HttpResponse<String> pay(String key) throws InterruptedException {
		try {
			return this.http
				.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port.getAsInt() + "/payments"))
					.timeout(Duration.ofMillis(500))
					.header("Idempotency-Key", key)
					.header("Content-Type", "application/json")
					.POST(HttpRequest.BodyPublishers.ofString("12"))
					.build(), HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException ex) {
			return null; // killed or paused: the client knows nothing, and repeats
		}
	}

}
