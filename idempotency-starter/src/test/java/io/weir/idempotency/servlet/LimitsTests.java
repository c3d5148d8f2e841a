// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.weir.idempotency.ClaimResult;
import io.weir.idempotency.Fingerprint;
import io.weir.idempotency.IdempotencyStore;
import io.weir.idempotency.RecordedResponse;
import io.weir.idempotency.StoreKey;
import io.weir.idempotency.StoreUnavailableException;
import io.weir.idempotency.lock.Acquisition;
import io.weir.idempotency.lock.LockHandle;
import io.weir.idempotency.lock.LockTable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

/**
 * What a request meets when there is too much, or no store, on both containers.
 */
class LimitsTests {

	@ParameterizedTest
	@EnumSource
	void runsUnprotectedWhenTheStoreFailsAndRequestsProceed(Container container) throws Exception {
		try (Container.RunningApplication application = container.run(StorelessApplication.class,
				"weir.idempotency.store-failure=proceed")) {
			GatedApplication gated = application.bean(GatedApplication.class);
			gated.open("k");
			assertThat(Wire.exchange(application.port(), request("k")).text()).isEqualTo("x in run 1");
			Wire.Answer repeat = Wire.exchange(application.port(), request("k"));
			assertThat(repeat.text()).isEqualTo("x in run 2");
			assertThat(repeat.header("Idempotent-Replayed")).isNull();
			assertThat(counted(application, "unprotected")).isEqualTo(2);
			assertThat(application.bean(LockTable.class).held()).isZero();
		}
	}

	@ParameterizedTest
	@EnumSource
	void isRefusedBeforeItsHandlerRunsWhenTheStoreFails(Container container) throws Exception {
		try (Container.RunningApplication application = container.run(StorelessApplication.class)) {
			Wire.Answer answer = Wire.exchange(application.port(), request("k"));
			assertThat(answer.status()).isEqualTo(503);
			assertThat(answer.text()).contains("\"title\":\"Idempotency store is unavailable\"",
					"\"code\":\"store-unavailable\"");
			assertThat(answer.header("Retry-After")).isNotNull();
			assertThat(application.bean(GatedApplication.class).runs("k")).isZero();
			assertThat(counted(application, "store-unavailable")).isEqualTo(1);
		}
	}

	@ParameterizedTest
	@EnumSource
	void isOverloadedWhenTooManyRun(Container container) throws Exception {
		try (Container.RunningApplication application = container.run(GatedApplication.class,
				"weir.idempotency.max-in-flight=1"); Wire first = new Wire(application.port())) {
			GatedApplication gated = application.bean(GatedApplication.class);
			gated.open("done");
			assertThat(Wire.exchange(application.port(), request("done")).status()).isEqualTo(200);
			first.send(request("k"));
			await().untilAsserted(() -> assertThat(gated.runs("k")).isEqualTo(1));
			Wire.Answer over = Wire.exchange(application.port(), request("l"));
			assertThat(over.status()).isEqualTo(503);
			assertThat(over.text()).contains("\"title\":\"Too many idempotent requests\"", "\"code\":\"overloaded\"");
			assertThat(over.header("Retry-After")).isNotNull();
			assertThat(gated.runs("l")).isZero();
			assertThat(Wire.exchange(application.port(), request("done")).header("Idempotent-Replayed"))
				.isEqualTo("true");
			gated.open("k");
			assertThat(first.read().status()).isEqualTo(200);
			gated.open("l");
			await().atMost(10, TimeUnit.SECONDS)
				.untilAsserted(
						() -> assertThat(Wire.exchange(application.port(), request("l")).status()).isEqualTo(200));
			assertThat(counted(application, "overloaded")).isPositive();
		}
	}

	@ParameterizedTest
	@EnumSource
	@SuppressWarnings("unchecked")
	void keepsItsLockAndItsRecordWhenAHundredThousandOtherKeysPassBy(Container container) throws Exception {
		try (Container.RunningApplication application = container.run(GatedApplication.class,
				"weir.idempotency.memory.max-size=1MB", "weir.idempotency.lock-idle-expiry=1ms");
				Wire first = new Wire(application.port())) {
			GatedApplication gated = application.bean(GatedApplication.class);
			LockTable<Holder, Recorded> locks = application.bean(LockTable.class);
			IdempotencyStore store = application.bean(IdempotencyStore.class);
			first.send(request("k"));
			await().untilAsserted(() -> assertThat(gated.runs("k")).isEqualTo(1));
			for (int i = 0; i < 100_000; i++) {
				pass(locks, store);
			}
			assertThat(locks.held()).isEqualTo(1);
			assertThat(Wire.exchange(application.port(), request("k")).text()).contains("request-outstanding");
			gated.open("k");
			assertThat(first.read().text()).isEqualTo("x in run 1");
			Wire.Answer repeat = Wire.exchange(application.port(), request("k"));
			assertThat(repeat.text()).isEqualTo("x in run 1");
			assertThat(repeat.header("Idempotent-Replayed")).isEqualTo("true");
			await().atMost(10, TimeUnit.SECONDS).untilAsserted(() -> assertThat(locks.held()).isZero());
		}
	}

	private static void pass(LockTable<Holder, Recorded> locks, IdempotencyStore store) {
		UUID id = UUID.randomUUID();
		StoreKey key = new StoreKey((id.toString() + id).replace("-", ""));
		Fingerprint fingerprint = new Fingerprint("other", null);
		Acquisition<Holder, Recorded> lock = locks.tryAcquire(key, new Holder(fingerprint));
		ClaimResult claim = store.claim(key, fingerprint, Duration.ofSeconds(1));
		((ClaimResult.Granted) claim).claim()
			.complete(fingerprint, new RecordedResponse(200, java.util.Map.of(), new byte[1000]), Duration.ofHours(1));
		((LockHandle<Holder, Recorded>) lock).close();
	}

	private static double counted(Container.RunningApplication application, String outcome) {
		return application.bean(MeterRegistry.class)
			.get("weir.idempotency.requests")
			.tag("outcome", outcome)
			.counter()
			.count();
	}

	private static String request(String key) {
		return Wire.post("/gated", "x", "Idempotency-Key: " + key, "Content-Type: text/plain");
	}

	@Configuration(proxyBeanMethods = false)
	@Import(GatedApplication.class)
	static class StorelessApplication {

		@Bean
		IdempotencyStore idempotencyStore() {
			return mock(IdempotencyStore.class, (invocation) -> {
				if (invocation.getMethod().getReturnType() == boolean.class) {
					return false;
				}
				throw new StoreUnavailableException("There is none", null);
			});
		}

	}

}
