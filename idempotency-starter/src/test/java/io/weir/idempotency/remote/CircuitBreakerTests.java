// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.remote;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.weir.idempotency.StoreUnavailableException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Failing fast, by a clock of the test's own.
 */
class CircuitBreakerTests {

	private final AtomicLong now = new AtomicLong();

	private final AtomicInteger asked = new AtomicInteger();

	private final CircuitBreaker breaker = new CircuitBreaker("The server", Duration.ofSeconds(1), this.now::get);

	@Test
	void asksOncePerPauseWhenTheServerFailedThreeTimes() {
		for (int i = 0; i < 10; i++) {
			fail();
		}
		assertThat(this.asked).hasValue(3);
		this.now.addAndGet(Duration.ofSeconds(1).toNanos());
		fail();
		fail();
		assertThat(this.asked).hasValue(4);
	}

	@Test
	void asksAgainWhenAProbeSucceeded() {
		for (int i = 0; i < 3; i++) {
			fail();
		}
		this.now.addAndGet(Duration.ofSeconds(1).toNanos());
		assertThat(this.breaker.call(() -> "there")).isEqualTo("there");
		assertThat(this.breaker.isOpen()).isFalse();
		fail();
		assertThat(this.asked).hasValue(4);
	}

	@Test
	void staysClosedWhenTheServerAnswersWithAnError() {
		for (int i = 0; i < 10; i++) {
			assertThatIllegalStateException().isThrownBy(() -> this.breaker.call(() -> {
				throw new IllegalStateException();
			}));
		}
		assertThat(this.breaker.isOpen()).isFalse();
	}

	private void fail() {
		assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> this.breaker.call(() -> {
			this.asked.incrementAndGet();
			throw new StoreUnavailableException("away", null);
		}));
	}

}
