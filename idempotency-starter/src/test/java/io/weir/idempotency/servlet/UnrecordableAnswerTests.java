// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import io.weir.idempotency.ClaimResult;
import io.weir.idempotency.Fingerprint;
import io.weir.idempotency.IdempotencyClaim;
import io.weir.idempotency.IdempotencyRecord;
import io.weir.idempotency.IdempotencyStore;
import io.weir.idempotency.RecordedResponse;
import io.weir.idempotency.RequestFingerprinter;
import io.weir.idempotency.StoreKey;
import io.weir.idempotency.memory.CaffeineIdempotencyStore;
import io.weir.idempotency.memory.WhenFull;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What goes wrong while an answer is being recorded leaves no key claimed for ever.
 */
class UnrecordableAnswerTests {

	private static final String FORM = "Content-Type: application/x-www-form-urlencoded";

	@ParameterizedTest
	@EnumSource
	void answerIsReplayedWhenTheContainerCannotParseTheUnreadForm(Container container) throws Exception {
		try (Container.RunningApplication application = container.run(BodiesApplication.class)) {
			String[] forms = { "a=%zz", "a=1&".repeat(20_000),
					(container == Container.TOMCAT) ? "a=" + "x".repeat(2_500_000) : "b=%zz" };
			for (int i = 0; i < forms.length; i++) {
				String key = "form-" + i;
				String request = Wire.post("/unread", forms[i], FORM, "Idempotency-Key: " + key);
				Wire.Answer bare = Wire.exchange(application.port(), Wire.post("/unread", forms[i], FORM));
				Wire.Answer first = Wire.exchange(application.port(), request);
				Wire.Answer repeat = Wire.exchange(application.port(), request);
				Wire.Answer other = Wire.exchange(application.port(),
						Wire.post("/unread", "b=" + forms[i], FORM, "Idempotency-Key: " + key));
				assertThat(first.rawText()).as(key).isEqualTo(bare.rawText());
				assertThat(repeat.status()).as(key).isEqualTo(200);
				assertThat(repeat.header("Idempotent-Replayed")).as(key).isEqualTo("true");
				assertThat(other.status()).as(key).isEqualTo(422);
				assertThat(application.bean(BodiesApplication.class).runs(key)).as(key).isEqualTo(1);
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void answerIsReplayedWhenTheDigestOfTheHeadIsLong(Container container) throws Exception {
		try (Container.RunningApplication application = container.run(LongDigest.class)) {
			String request = Wire.post("/unread", "", "Idempotency-Key: k");
			assertThat(Wire.exchange(application.port(), request).status()).isEqualTo(200);
			assertThat(Wire.exchange(application.port(), request).header("Idempotent-Replayed")).isEqualTo("true");
		}
	}

	@ParameterizedTest
	@EnumSource
	void repeatIsToldWhenOnlyAMarkerCouldBeRecorded(Container container) throws Exception {
		try (Container.RunningApplication application = container.run(BrokenStore.class)) {
			String request = Wire.post("/unread", "", "Idempotency-Key: k");
			assertThat(Wire.exchange(application.port(), request).text()).isEqualTo("unread");
			assertThat(Wire.exchange(application.port(), request).text()).contains("response-not-replayable");
			assertThat(application.bean(BodiesApplication.class).runs("k")).isEqualTo(1);
		}
	}

	@ParameterizedTest
	@EnumSource
	void keyIsFreeWhenNotEvenAMarkerCouldBeRecorded(Container container) throws Exception {
		try (Container.RunningApplication application = container.run(BrokenStore.class)) {
			application.bean(AtomicBoolean.class).set(true);
			String request = Wire.post("/unread", "", "Idempotency-Key: k");
			assertThat(Wire.exchange(application.port(), request).text()).isEqualTo("unread");
			application.bean(AtomicBoolean.class).set(false);
			assertThat(Wire.exchange(application.port(), request).text()).isEqualTo("unread");
			assertThat(application.bean(BodiesApplication.class).runs("k")).isEqualTo(2);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(BodiesApplication.class)
	static class LongDigest {

		@Bean
		RequestFingerprinter fingerprinter() {
			return (request) -> "long".repeat(5000);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(BodiesApplication.class)
	static class BrokenStore {

		@Bean
		AtomicBoolean broken() {
			return new AtomicBoolean();
		}

		@Bean
		IdempotencyStore store(AtomicBoolean broken) {
			return new Store(new CaffeineIdempotencyStore(1 << 20, WhenFull.EVICT), broken);
		}

	}

	/** Records no answers, and no markers either when it is broken. */
	private record Store(IdempotencyStore target, AtomicBoolean broken) implements IdempotencyStore {

		@Override
		public ClaimResult claim(StoreKey key, Fingerprint fingerprint, Duration leaseFor) {
			ClaimResult result = this.target.claim(key, fingerprint, leaseFor);
			return (result instanceof ClaimResult.Granted granted)
					? new ClaimResult.Granted(new Claim(granted.claim(), this.broken)) : result;
		}

		@Override
		public Optional<IdempotencyRecord> find(StoreKey key) {
			return this.target.find(key);
		}

		@Override
		public boolean forget(StoreKey key) {
			return this.target.forget(key);
		}

	}

	private record Claim(IdempotencyClaim target, AtomicBoolean broken) implements IdempotencyClaim {

		@Override
		public int attempt() {
			return this.target.attempt();
		}

		@Override
		public boolean renew(Duration leaseFor) {
			return this.target.renew(leaseFor);
		}

		@Override
		public boolean complete(Fingerprint fingerprint, RecordedResponse response, Duration ttl) {
			if (this.broken.get() || response.isReplayable()) {
				throw new IllegalStateException("Cannot record this");
			}
			return this.target.complete(fingerprint, response, ttl);
		}

		@Override
		public boolean release() {
			return this.target.release();
		}

	}

}
