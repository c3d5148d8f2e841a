// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Answers whose handler declares a length.
 */
class DeclaredLengthTests {

	@ParameterizedTest
	@EnumSource
	void repeatFindsTheRecordWhenTheWriterReachedTheLengthBeforeTheHandlerReturned(Container container)
			throws Exception {
		try (Container.RunningApplication application = container.run(BodiesApplication.class)) {
			Wire.Answer bare = Wire.exchange(application.port(), Wire.post("/written-length", ""));
			String request = Wire.post("/written-length", "", "Idempotency-Key: k");
			Wire.Answer first = Wire.exchange(application.port(), request);
			Wire.Answer repeat = Wire.exchange(application.port(), request);
			assertThat(bare.text()).isEqualTo("hello\uD83D\uDE00");
			assertThat(first.rawText()).isEqualTo(bare.rawText());
			assertThat(repeat.status()).isEqualTo(200);
			assertThat(repeat.text()).isEqualTo(bare.text());
		}
	}

	@ParameterizedTest
	@EnumSource
	void containerJudgesWhenTheLengthIsNoNumber(Container container) throws Exception {
		try (Container.RunningApplication application = container.run(BodiesApplication.class)) {
			Wire.Answer bare = Wire.exchange(application.port(), Wire.post("/odd-length", ""));
			Wire.Answer first = Wire.exchange(application.port(), Wire.post("/odd-length", "", "Idempotency-Key: k"));
			assertThat(first.status()).isEqualTo(bare.status());
		}
	}

}
