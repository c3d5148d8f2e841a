// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.sample.load;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * The road to the sample: sends requests, counts exchanges, notes what came of them.
 * Requests go to all instances in turn.
 */
public final class Traffic {

	private static final Duration ANSWER_AT_MOST = Duration.ofSeconds(60);

	private final HttpClient client = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(Duration.ofSeconds(30))
		.build();

	private final List<URI> instances;

	private final Ledger ledger;

	private final Timeline timeline;

	private final AtomicInteger next = new AtomicInteger();

	private final CountDownLatch over = new CountDownLatch(1);

	Traffic(List<URI> instances, Ledger ledger, Timeline timeline) {
		this.instances = instances;
		this.ledger = ledger;
		this.timeline = timeline;
	}

	/**
	 * Posts a payment.
	 * @param path from {@code /payments} on
	 * @param key the idempotency key, or {@code null} for none
	 * @param body the JSON
	 * @return the answer; fails when there was none, which is noted
	 */
	public CompletableFuture<Answer> pay(String path, @Nullable String key, String body) {
		HttpRequest.Builder request = request(path).header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString(body));
		if (key != null) {
			request.header("Idempotency-Key", key);
		}
		return send(path, request, !path.startsWith("/payments/settled"));
	}

	public CompletableFuture<Answer> get(String path) {
		return send(path, request(path), true);
	}

	/**
	 * Posts a stream of bytes as text.
	 * @param path where to
	 * @param body the stream
	 * @return the answer
	 */
	public CompletableFuture<Answer> upload(String path, BodyPublisher body) {
		return send(path, request(path).header("Content-Type", "text/plain").POST(body), false);
	}

	private CompletableFuture<Answer> send(String what, HttpRequest.Builder request, boolean small) {
		long start = System.nanoTime();
		this.ledger.exchange();
		return this.client.sendAsync(request.timeout(ANSWER_AT_MOST).build(), BodyHandlers.ofString())
			.handle((response, failure) -> {
				if (failure != null) {
					this.ledger.complain(what + ": no answer, " + failure);
					this.timeline.note(Outcome.UNEXPECTED, -1);
					throw new IllegalStateException(failure);
				}
				Answer answer = new Answer(response.statusCode(), response.body(), isReplayed(response));
				this.timeline.note(answer.outcome(), small ? System.nanoTime() - start : -1);
				return answer;
			});
	}

	private static boolean isReplayed(HttpResponse<?> response) {
		return response.headers().firstValue("Idempotent-Replayed").isPresent();
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(instance().resolve(path));
	}

	/**
	 * The instance whose turn it is.
	 * @return its address
	 */
	public URI instance() {
		return this.instances.get(Math.floorMod(this.next.getAndIncrement(), this.instances.size()));
	}

	/**
	 * Notes an exchange that was not made by the methods above.
	 * @param outcome what became of it
	 */
	public void noteExchange(Outcome outcome) {
		this.ledger.exchange();
		this.timeline.note(outcome, -1);
	}

	public Ledger ledger() {
		return this.ledger;
	}

	/**
	 * Waits, at most until the load is over.
	 * @param duration how long
	 * @return whether the load goes on
	 */
	public boolean pause(Duration duration) {
		try {
			return !this.over.await(duration.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	public boolean goesOn() {
		return this.over.getCount() > 0;
	}

	void end() {
		this.over.countDown();
	}

}
