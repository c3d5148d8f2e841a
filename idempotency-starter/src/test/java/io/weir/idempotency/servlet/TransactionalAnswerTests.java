// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.weir.idempotency.lock.LockTable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * {@code jdbc.mode=transactional} with answers that are too large to be recorded, on both
 * containers: they go out whole, once the transaction is committed and not before, in
 * little memory, and leave nothing behind.
 */
class TransactionalAnswerTests {

	private static final int FIVE_MEGABYTES = 100;

	private static final int FIFTY_MEGABYTES = 1000;

	private static final AtomicInteger KEYS = new AtomicInteger();

	private static final Map<Container, Container.RunningApplication> APPLICATIONS = new EnumMap<>(Container.class);

	private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	@BeforeAll
	static void start() {
		for (Container container : Container.values()) {
			APPLICATIONS.put(container, container.run(TransactionalApplication.class, "weir.idempotency.store=jdbc",
					"weir.idempotency.jdbc.mode=transactional", "spring.datasource.hikari.maximum-pool-size=4"));
		}
	}

	@AfterAll
	static void stop() {
		APPLICATIONS.values().forEach(Container.RunningApplication::close);
	}

	@AfterEach
	void nothingIsLeft() {
		for (Container.RunningApplication application : APPLICATIONS.values()) {
			await().atMost(15, TimeUnit.SECONDS)
				.untilAsserted(() -> assertThat(application.bean(LockTable.class).held()).isZero());
		}
		await().atMost(10, TimeUnit.SECONDS).untilAsserted(() -> assertThat(spillFiles()).isEmpty());
	}

	@ParameterizedTest
	@EnumSource
	void goesOutWholeAndRunsOnceWhenItIsLarge(Container container) throws Exception {
		for (String target : List.of("/bytes", "/text", "/stream", "/async")) {
			isWholeAndRunsOnce(container, target + "?chunks=100", FIVE_MEGABYTES);
		}
		isWholeAndRunsOnce(container, "/bytes?chunks=1000", FIFTY_MEGABYTES);
		isWholeAndRunsOnce(container, "/stream?chunks=1000", FIFTY_MEGABYTES);
		isWholeAndRunsOnce(container, "/bytes?then=declares&chunks=100", FIVE_MEGABYTES);
		isWholeAndRunsOnce(container, "/bytes?then=flushes&chunks=100", FIVE_MEGABYTES);
		isWholeAndRunsOnce(container, "/async?then=returns&chunks=100", FIVE_MEGABYTES);
	}

	private void isWholeAndRunsOnce(Container container, String target, int chunks) throws Exception {
		String key = newKey();
		assertThat(send(container, target, key)).as(target)
			.isEqualTo(new Received(200, (long) chunks * TransactionalApplication.CHUNK.length, null));
		Received repeat = untilDecided(container, target, key);
		assertThat(repeat.status()).as(target).isEqualTo(409);
		assertThat(repeat.problem()).contains("response-not-replayable");
		assertThat(app(container).payments(key)).as(target).isEqualTo(1);
	}

	@ParameterizedTest
	@EnumSource
	void takesLittleMemoryWhenItIsLarge(Container container) throws Exception {
		send(container, "/bytes?chunks=1000", newKey());
		send(container, "/bytes?chunks=1000", newKey());
		long allocated = app(container).allocated.get();
		assumeTrue(allocated != 0, "The JVM does not count what a virtual thread allocates");
		assertThat(allocated).isLessThan(4_000_000);
	}

	@ParameterizedTest
	@EnumSource
	void isReplayedWhenItIsSmallEnough(Container container) throws Exception {
		for (String target : List.of("/bytes?chunks=2", "/text?chunks=2", "/stream?chunks=2", "/async?chunks=2")) {
			String key = newKey();
			assertThat(send(container, target, key).status()).as(target).isEqualTo(200);
			assertThat(untilDecided(container, target, key)).as(target).isEqualTo(new Received(200, 100_000, null));
			assertThat(app(container).payments(key)).as(target).isEqualTo(1);
		}
	}

	@ParameterizedTest
	@EnumSource
	void sendsNothingWhenTheTransactionIsNotCommittedYet(Container container) throws Exception {
		String key = newKey();
		CompletableFuture<HttpResponse<InputStream>> answer = CLIENT.sendAsync(
				request(container, "/bytes?chunks=100&then=waits", key), HttpResponse.BodyHandlers.ofInputStream());
		await().atMost(10, TimeUnit.SECONDS).untilAsserted(() -> assertThat(openSpillFiles()).hasSize(1));
		assertThat(answer).isNotDone();
		assertThat(app(container).payments(key)).isZero();
		app(container).gate(key).countDown();
		try (InputStream body = answer.get(20, TimeUnit.SECONDS).body()) {
			assertThat(body.readAllBytes()).hasSize(5_000_000);
		}
		assertThat(app(container).payments(key)).isEqualTo(1);
	}

	@ParameterizedTest
	@EnumSource
	void failsWholeAndFreesTheKeyWhenTheWorkIsRolledBack(Container container) throws Exception {
		for (String target : List.of("/bytes", "/text", "/stream", "/async")) {
			for (String then : List.of("throws", "fails-to-commit")) {
				String key = newKey();
				String failing = target + "?chunks=100&then=" + then;
				for (int i = 0; i < 2; i++) {
					Received failed = send(container, failing, key);
					assertThat(failed.status()).as(failing).isBetween(500, 503);
					assertThat(failed.length()).as(failing).isLessThan(10_000);
					assertThat(app(container).payments(key)).as(failing).isZero();
					await().atMost(10, TimeUnit.SECONDS)
						.untilAsserted(
								() -> assertThat(APPLICATIONS.get(container).bean(LockTable.class).held()).isZero());
				}
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void runsOnceWhenTheClientIsGone(Container container) throws Exception {
		String key = newKey();
		String target = "/bytes?chunks=1000&then=waits";
		try (Wire wire = new Wire(APPLICATIONS.get(container).port())) {
			wire.send(Wire.post(target, "", "Idempotency-Key: " + key));
			await().atMost(10, TimeUnit.SECONDS).untilAsserted(() -> assertThat(openSpillFiles()).hasSize(1));
			wire.abort();
		}
		app(container).gate(key).countDown();
		assertThat(untilDecided(container, target, key).problem()).contains("response-not-replayable");
		assertThat(app(container).payments(key)).isEqualTo(1);
	}

	private static Received untilDecided(Container container, String target, String key) {
		return await().atMost(15, TimeUnit.SECONDS)
			.until(() -> send(container, target, key),
					(answer) -> answer.problem() == null || !answer.problem().contains("request-outstanding"));
	}

	private static Received send(Container container, String target, String key) throws Exception {
		HttpResponse<InputStream> response = CLIENT.send(request(container, target, key),
				HttpResponse.BodyHandlers.ofInputStream());
		try (InputStream body = response.body()) {
			if (response.statusCode() != 200) {
				String text = new String(body.readAllBytes());
				return new Received(response.statusCode(), text.length(), text);
			}
			return new Received(200, checked(body, target), null);
		}
	}

	private static long checked(InputStream body, String target) throws IOException {
		byte[] expected = TransactionalApplication.CHUNK.clone();
		if (target.startsWith("/text")) {
			System.arraycopy("\u20ac".getBytes("UTF-8"), 0, expected, expected.length - 3, 3);
		}
		long length = 0;
		byte[] buffer = new byte[expected.length];
		int read;
		while ((read = body.readNBytes(buffer, 0, buffer.length)) > 0) {
			assertThat(buffer).as("%s at %d", target, length).isEqualTo(expected);
			length += read;
		}
		return length;
	}

	private static HttpRequest request(Container container, String target, String key) {
		return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + APPLICATIONS.get(container).port() + target))
			.timeout(Duration.ofSeconds(30))
			.header("Idempotency-Key", key)
			.POST(HttpRequest.BodyPublishers.noBody())
			.build();
	}

	/** In the directory, or open although no directory has them. */
	private static List<String> spillFiles() throws IOException {
		try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
			return Stream
				.concat(files.map(Path::toString).filter((name) -> name.contains("weir-answer-")),
						openSpillFiles().stream())
				.toList();
		}
	}

	private static List<String> openSpillFiles() throws IOException {
		try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
			return open.map(TransactionalAnswerTests::target).filter((name) -> name.contains("weir-answer-")).toList();
		}
	}

	private static String target(Path descriptor) {
		try {
			return Files.readSymbolicLink(descriptor).toString();
		}
		catch (IOException ex) {
			return "closed";
		}
	}

	private static TransactionalApplication app(Container container) {
		return APPLICATIONS.get(container).bean(TransactionalApplication.class);
	}

	private static String newKey() {
		return "key-" + KEYS.incrementAndGet();
	}

	/**
	 * What a client saw.
	 *
	 * @param status the status code
	 * @param length how many bytes came, each of them as it should be
	 * @param problem the body of what is no success
	 */
	record Received(int status, long length, String problem) {

	}

}
