// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.body;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

import io.weir.accesslog.body.BodyCaptures.Capture;
import org.junit.jupiter.api.Test;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class BodyCapturesTests {

	private static final PathPattern PAYMENTS = PathPatternParser.defaultInstance.parse("/payments/**");

	private static final BodyModes NEVER = new BodyModes(BodyMode.NEVER, BodyMode.NEVER);

	private static final BodyModes BOTH = new BodyModes(BodyMode.ALWAYS, BodyMode.ALWAYS);

	private Instant now = Instant.EPOCH;

	private final BodyCaptures captures = new BodyCaptures(NEVER, new Clock() {

		@Override
		public ZoneId getZone() {
			return ZoneId.of("UTC");
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

		@Override
		public Instant instant() {
			return BodyCapturesTests.this.now;
		}

	});

	@Test
	void keepsBodiesOfThePathsWhileACaptureIsActive() {
		Capture capture = this.captures.start(PAYMENTS, BOTH, Duration.ofMinutes(5));
		assertThat(modes("/payments/7")).isEqualTo(BOTH);
		assertThat(modes("/files")).isEqualTo(NEVER);
		this.now = this.now.plus(Duration.ofMinutes(5));
		assertThat(modes("/payments/7")).isEqualTo(NEVER);
		assertThat(this.captures.active()).isEmpty();
		assertThat(this.captures.isActive()).isFalse();
		assertThat(this.captures.stop(capture.id())).isFalse();
	}

	@Test
	void keepsNoBodiesWhenACaptureIsStopped() {
		Capture capture = this.captures.start(PAYMENTS, BOTH, Duration.ofHours(1));
		assertThat(this.captures.stop("other")).isFalse();
		assertThat(this.captures.stop(capture.id())).isTrue();
		assertThat(modes("/payments/7")).isEqualTo(NEVER);
	}

	@Test
	void takesTheModesThatKeepMoreWhenCapturesOverlap() {
		this.captures.start(PAYMENTS, new BodyModes(BodyMode.ALWAYS, BodyMode.NEVER), Duration.ofMinutes(1));
		this.captures.start(PAYMENTS, new BodyModes(BodyMode.NEVER, BodyMode.ON_ERROR), Duration.ofMinutes(1));
		assertThat(modes("/payments/7")).isEqualTo(new BodyModes(BodyMode.ALWAYS, BodyMode.ON_ERROR));
	}

	@Test
	void refusesWhatIsOutOfBounds() {
		for (Duration duration : new Duration[] { Duration.ZERO, Duration.ofSeconds(-1),
				Duration.ofHours(1).plusNanos(1) }) {
			assertThatIllegalArgumentException().isThrownBy(() -> this.captures.start(PAYMENTS, BOTH, duration))
				.withMessageContaining("PT1H");
		}
		for (int i = 0; i < BodyCaptures.MOST; i++) {
			this.captures.start(PAYMENTS, BOTH, Duration.ofMinutes(1));
		}
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.captures.start(PAYMENTS, BOTH, Duration.ofMinutes(1)));
	}

	private BodyModes modes(String path) {
		return this.captures.modesFor(PathContainer.parsePath(path));
	}

}
