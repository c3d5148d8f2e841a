// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.cluster;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.micrometer.core.instrument.MeterRegistry;
import io.weir.idempotency.cluster.PaymentApplication.Gate;
import io.weir.idempotency.engine.TcpProxy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What requests meet while their store is away, and how soon it is over. Prints the table
 * of the README.
 */
abstract class OutageTests {

	private static final List<String> table = new ArrayList<>();

	private static final Duration RECOVERY = Duration.ofSeconds(30);

	abstract int enginePort();

	abstract List<String> properties(int port);

	@AfterAll
	static void print() {
		System.out.println("| store, policy | situation | status | answered after | back after |");
		table.forEach(System.out::println);
		table.clear();
	}

	@ParameterizedTest
	@ValueSource(strings = { "reject", "proceed" })
	void answersByPolicyWhateverHappensToTheEngine(String policy) throws Exception {
		try (TcpProxy proxy = new TcpProxy(enginePort())) {
			proxy.cut();
			try (Instance instance = start(proxy.port(), policy)) {
				observe("down at start", policy, instance, proxy);
				proxy.cut();
				observe("down before the claim", policy, instance, proxy);
				proxy.swallow();
				observe("half open", policy, instance, proxy);
				slow(policy, instance, proxy);
				diesWhileTheHandlerRuns(policy, instance, proxy);
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "reject", "proceed" })
	void waitsOnWhenTheEngineIsAwayDuringAWait(String policy) throws Exception {
		try (TcpProxy proxy = new TcpProxy(enginePort());
				Instance running = start(enginePort(), policy);
				Instance waiting = start(proxy.port(), policy, "weir.idempotency.concurrent=wait",
						"weir.idempotency.wait-at-most=2s")) {
			String replayed = newKey();
			long asked = System.nanoTime();
			HttpResponse<String> answer = duplicateDuringOutage(replayed, running, waiting, proxy, true);
			tell("during the wait for another instance, then back", policy, answer.statusCode(),
					Duration.ofNanos(System.nanoTime() - asked), "-");
			assertThat(answer.statusCode()).isEqualTo(201);
			assertThat(answer.body()).isEqualTo(pay(running, replayed).body());
			assertThat(answer.headers().firstValue("Idempotent-Replayed")).hasValue("true");
			asked = System.nanoTime();
			HttpResponse<String> refused = duplicateDuringOutage(newKey(), running, waiting, proxy, false);
			tell("during the wait for another instance, to its end", policy, refused.statusCode(),
					Duration.ofNanos(System.nanoTime() - asked), "-");
			assertThat(refused.statusCode()).isEqualTo(409);
			assertThat(refused.body()).contains("request-outstanding");
			assertThat(waiting(waiting)).isZero();
		}
	}

	/**
	 * A duplicate waits on one instance for the run on the other, and loses the engine.
	 */
	private static HttpResponse<String> duplicateDuringOutage(String key, Instance running, Instance waiting,
			TcpProxy proxy, boolean comesBack) throws Exception {
		Gate gate = Gate.at(key);
		CompletableFuture<HttpResponse<String>> first = CompletableFuture.supplyAsync(() -> pay(running, key));
		gate.awaitArrival();
		CompletableFuture<HttpResponse<String>> duplicate = CompletableFuture.supplyAsync(() -> pay(waiting, key));
		await().atMost(RECOVERY).until(() -> waiting(waiting) == 1);
		proxy.cut();
		if (comesBack) {
			gate.open();
			assertThat(first.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(201);
			assertThat(duplicate).isNotDone();
			proxy.pass();
		}
		HttpResponse<String> answer = duplicate.get(20, TimeUnit.SECONDS);
		proxy.pass();
		gate.open();
		assertThat(first.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(201);
		return answer;
	}

	private static int waiting(Instance instance) {
		return (int) instance.context.getBean(MeterRegistry.class).get("weir.idempotency.waiting").gauge().value();
	}

	private void observe(String situation, String policy, Instance instance, TcpProxy proxy) {
		int expected = policy.equals("reject") ? 503 : 201;
		long asked = System.nanoTime();
		HttpResponse<String> answer = pay(instance, newKey());
		long answered = System.nanoTime() - asked;
		assertThat(answer.statusCode()).as(situation).isEqualTo(expected);
		if (expected == 503) {
			assertThat(answer.body()).contains("store-unavailable");
			assertThat(answer.headers().firstValue("Retry-After")).isPresent();
		}
		for (int i = 0; i < 3; i++) {
			pay(instance, newKey());
		}
		long fastest = Long.MAX_VALUE;
		for (int i = 0; i < 3; i++) {
			long again = System.nanoTime();
			assertThat(pay(instance, newKey()).statusCode()).as(situation).isEqualTo(expected);
			fastest = Math.min(fastest, System.nanoTime() - again);
		}
		assertThat(Duration.ofNanos(fastest)).as(situation + ": fails fast").isLessThan(Duration.ofMillis(200));
		proxy.pass();
		long restored = System.nanoTime();
		repeatUntilReplayed(situation, instance, newKey());
		tell(situation, policy, expected, Duration.ofNanos(answered),
				Duration.ofNanos(System.nanoTime() - restored).toMillis() + " ms");
		assertThat(Duration.ofNanos(answered)).as(situation).isLessThan(Duration.ofSeconds(6));
	}

	private void slow(String policy, Instance instance, TcpProxy proxy) {
		proxy.delay(200);
		String key = newKey();
		long asked = System.nanoTime();
		HttpResponse<String> first = pay(instance, key);
		tell("slow: 200 ms each way", policy, first.statusCode(), Duration.ofNanos(System.nanoTime() - asked), "-");
		assertThat(first.statusCode()).isEqualTo(201);
		assertThat(pay(instance, key).body()).isEqualTo(first.body());
		proxy.pass();
	}

	private void diesWhileTheHandlerRuns(String policy, Instance instance, TcpProxy proxy) throws Exception {
		String key = newKey();
		Gate gate = Gate.at(key);
		CompletableFuture<HttpResponse<String>> first = CompletableFuture.supplyAsync(() -> pay(instance, key));
		gate.awaitArrival();
		proxy.cut();
		long asked = System.nanoTime();
		gate.open();
		HttpResponse<String> answer = first.get(20, TimeUnit.SECONDS);
		tell("dies while the handler runs", policy, answer.statusCode(), Duration.ofNanos(System.nanoTime() - asked),
				"-");
		assertThat(answer.statusCode()).isEqualTo(201);
		assertThat(answer.body()).contains("run");
		proxy.pass();
		HttpResponse<String> repeat = pay(instance, key);
		long deadline = System.nanoTime() + RECOVERY.toNanos();
		List<Integer> seen = new ArrayList<>();
		while (repeat.headers().firstValue("Idempotent-Replayed").isEmpty() && System.nanoTime() < deadline) {
			if (seen.isEmpty() || seen.get(seen.size() - 1) != repeat.statusCode()) {
				seen.add(repeat.statusCode());
			}
			LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
			repeat = pay(instance, key);
		}
		tell("  its repeats, lease 3 s: " + seen + " then replay", policy, repeat.statusCode(),
				Duration.ofNanos(System.nanoTime() - asked), "-");
		assertThat(seen).contains(409);
		assertThat(seen.get(seen.size() - 1)).as("runs again after the lease").isEqualTo(201);
	}

	private static void repeatUntilReplayed(String situation, Instance instance, String key) {
		long deadline = System.nanoTime() + RECOVERY.toNanos();
		while (pay(instance, key).headers().firstValue("Idempotent-Replayed").isEmpty()) {
			assertThat(System.nanoTime()).as(situation + ": back").isLessThan(deadline);
			LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
		}
	}

	private void tell(String situation, String policy, int status, Duration took, String back) {
		table.add("| " + getClass().getSimpleName() + ", " + policy + " | " + situation + " | " + status + " | "
				+ took.toMillis() + " ms | " + back + " |");
	}

	private static HttpResponse<String> pay(Instance instance, String key) {
		return instance.pay(key, "/plain");
	}

	private static String newKey() {
		return TwoInstancesTests.newKey();
	}

	private Instance start(int port, String policy, String... more) {
		List<String> all = new ArrayList<>(properties(port));
		all.add("weir.idempotency.store-failure=" + policy);
		all.add("weir.idempotency.lease=3s");
		all.addAll(List.of(more));
		return Instance.start(all);
	}

}
