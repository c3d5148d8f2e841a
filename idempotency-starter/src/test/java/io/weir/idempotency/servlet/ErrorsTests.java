// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.weir.idempotency.ClaimResult;
import io.weir.idempotency.Fingerprint;
import io.weir.idempotency.IdempotencyClaim;
import io.weir.idempotency.IdempotencyRecord;
import io.weir.idempotency.IdempotencyStore;
import io.weir.idempotency.RecordedResponse;
import io.weir.idempotency.StoreKey;
import io.weir.idempotency.lock.LockTable;
import io.weir.idempotency.memory.CaffeineIdempotencyStore;
import io.weir.idempotency.memory.WhenFull;
import jakarta.servlet.Filter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An {@link Error} that leaves the handler, a filter behind this one or the store leaves
 * no lock and no request counted as running, on both containers.
 */
class ErrorsTests {

	@ParameterizedTest
	@EnumSource
	void keyIsFreeWhenAnErrorLeavesTheHandler(Container container) throws Exception {
		try (Container.RunningApplication application = start(container)) {
			App app = application.bean(App.class);
			for (String target : new String[] { "/deep", "/callable", "/filtered" }) {
				app.runs.set(0);
				for (int i = 1; i <= 3; i++) {
					assertThat(post(application, target, target).status()).as(target).isEqualTo(500);
					isAtRest(application);
				}
				assertThat(app.runs).as(target).hasValue(3);
			}
			assertThat(post(application, "/fine", "after all").status()).isEqualTo(200);
		}
	}

	@ParameterizedTest
	@EnumSource
	void runsOnceWhenAnErrorLeavesTheRecording(Container container) throws Exception {
		try (Container.RunningApplication application = start(container)) {
			App app = application.bean(App.class);
			app.failsToRecord.set(true);
			try {
				post(application, "/fine", "k");
			}
			catch (java.io.EOFException ex) {
				// The answer was on its way when the error came.
			}
			isAtRest(application);
			Wire.Answer repeat = post(application, "/fine", "k");
			assertThat(repeat.status()).isEqualTo(409);
			assertThat(repeat.text()).contains("response-not-replayable");
			assertThat(app.runs).hasValue(1);
			assertThat(post(application, "/fine", "another").status()).isEqualTo(200);
		}
	}

	private static void isAtRest(Container.RunningApplication application) {
		await().atMost(10, TimeUnit.SECONDS)
			.untilAsserted(() -> assertThat(application.bean(LockTable.class).held()).isZero());
	}

	private static Wire.Answer post(Container.RunningApplication application, String target, String key)
			throws Exception {
		return Wire.exchange(application.port(), Wire.post(target, "", "Idempotency-Key: " + key.replace(' ', '-')));
	}

	private static Container.RunningApplication start(Container container) {
		return container.run(App.class, "weir.idempotency.max-in-flight=1");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@RestController
	static class App {

		final AtomicInteger runs = new AtomicInteger();

		final AtomicBoolean failsToRecord = new AtomicBoolean();

		@PostMapping("/deep")
		int deep() {
			this.runs.incrementAndGet();
			return deeper(0);
		}

		private int deeper(int depth) {
			return deeper(depth + 1) + 1;
		}

		@PostMapping("/callable")
		Callable<String> callable() {
			this.runs.incrementAndGet();
			return () -> {
				throw new AssertionError("wrong");
			};
		}

		@PostMapping("/fine")
		String fine() {
			this.runs.incrementAndGet();
			return "fine";
		}

		@Bean
		FilterRegistrationBean<Filter> failingFilter() {
			FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>((request, response, chain) -> {
				this.runs.incrementAndGet();
				throw new LinkageError("wrong");
			});
			registration.addUrlPatterns("/filtered");
			registration.setOrder(Ordered.LOWEST_PRECEDENCE);
			return registration;
		}

		@Bean
		IdempotencyStore idempotencyStore() {
			IdempotencyStore store = new CaffeineIdempotencyStore(1_000_000, WhenFull.EVICT);
			return new IdempotencyStore() {

				@Override
				public ClaimResult claim(StoreKey key, Fingerprint fingerprint, Duration leaseFor) {
					ClaimResult result = store.claim(key, fingerprint, leaseFor);
					return (result instanceof ClaimResult.Granted granted)
							? new ClaimResult.Granted(new FailingClaim(granted.claim(), App.this.failsToRecord))
							: result;
				}

				@Override
				public Optional<IdempotencyRecord> find(StoreKey key) {
					return store.find(key);
				}

				@Override
				public boolean forget(StoreKey key) {
					return store.forget(key);
				}

			};
		}

	}

	record FailingClaim(IdempotencyClaim claim, AtomicBoolean fails) implements IdempotencyClaim {

		@Override
		public int attempt() {
			return this.claim.attempt();
		}

		@Override
		public boolean renew(Duration leaseFor) {
			return this.claim.renew(leaseFor);
		}

		@Override
		public boolean complete(Fingerprint fingerprint, RecordedResponse response, Duration ttl) {
			if (this.fails.getAndSet(false)) {
				throw new OutOfMemoryError("not really");
			}
			return this.claim.complete(fingerprint, response, ttl);
		}

		@Override
		public boolean release() {
			return this.claim.release();
		}

	}

}
