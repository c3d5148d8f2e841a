// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.sample.live;

import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/**
 * Many clients at once, for the live page: they come over HTTP as strangers would.
 */
@Component
class Clients {

	private static final int MAX_CLIENTS = 1000;

	private static final Duration ANSWER_AT_MOST = Duration.ofSeconds(40);

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private volatile int port;

	@EventListener
	void serverStarted(WebServerInitializedEvent event) {
		this.port = event.getWebServer().getPort();
	}

	/**
	 * Has all of them pay, and waits for their answers.
	 */
	Answers pay(Order order) {
		if (order.clients() < 1 || order.clients() > MAX_CLIENTS) {
			throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "clients must be 1 to " + MAX_CLIENTS);
		}
		String key = Objects.requireNonNullElseGet(order.key(), () -> UUID.randomUUID().toString());
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + order.path()))
			.header("Content-Type", "application/json")
			.header("Idempotency-Key", key)
			.timeout(ANSWER_AT_MOST)
			.POST(BodyPublishers.ofString(order.payment()))
			.build();
		List<CompletableFuture<HttpResponse<Void>>> answers = Stream
			.generate(() -> this.client.sendAsync(request, BodyHandlers.discarding()))
			.limit(order.clients())
			.toList();
		return new Answers(key,
				answers.stream().collect(Collectors.groupingBy(Clients::outcome, TreeMap::new, Collectors.counting())));
	}

	private static String outcome(CompletableFuture<HttpResponse<Void>> answer) {
		try {
			HttpResponse<Void> response = answer.join();
			boolean replayed = response.headers().firstValue("Idempotent-Replayed").isPresent();
			return response.statusCode() + (replayed ? " replayed" : "");
		}
		catch (CompletionException ex) {
			return "no answer";
		}
	}

	/**
	 * What they shall do.
	 *
	 * @param clients how many, 1 to 1,000
	 * @param waiting whether to make the slow payment, whose duplicates wait
	 * @param key the key of all of them, or {@code null} for a new one
	 * @param amount the amount, or {@code null} for 1.00
	 */
	record Order(int clients, boolean waiting, @Nullable String key, @Nullable BigDecimal amount) {

		String path() {
			return this.waiting ? "/payments/settled?after=3s" : "/payments";
		}

		String payment() {
			return "{\"to\":\"Ada Lovelace\",\"amount\":\"%s\",\"currency\":\"EUR\"}"
				.formatted((this.amount != null) ? this.amount : "1.00");
		}

	}

	/**
	 * What came back.
	 *
	 * @param key the key that all sent
	 * @param answers how many of each, by status and whether marked as a replay
	 */
	record Answers(String key, Map<String, Long> answers) {
	}

}
