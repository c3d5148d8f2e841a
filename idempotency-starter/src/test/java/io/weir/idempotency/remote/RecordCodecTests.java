// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.remote;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.weir.idempotency.Fingerprint;
import io.weir.idempotency.Fingerprint.BodyDigest;
import io.weir.idempotency.RecordedResponse;
import io.weir.idempotency.StoreUnavailableException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The bytes of records.
 */
class RecordCodecTests {

	@Test
	void keepsEverythingWhenARecordIsReadBack() {
		Random random = new Random(7);
		for (int i = 0; i < 500; i++) {
			Map<String, List<String>> headers = new LinkedHashMap<>();
			for (int n = random.nextInt(5); n > 0; n--) {
				headers.put("H" + n, List.of("v\u00e9".repeat(random.nextInt(40)), ""));
			}
			byte[] body = random.nextBoolean() ? new byte[random.nextInt(3000)] : null;
			if (body != null) {
				random.nextBytes(body);
			}
			RecordedResponse response = new RecordedResponse(random.nextInt(600), headers, body);
			RecordedResponse read = RecordCodec.decodeResponse(RecordCodec.encode(response));
			assertThat(read.status()).isEqualTo(response.status());
			assertThat(read.headers()).isEqualTo(headers);
			assertThat(read.body()).isEqualTo(body);
			BodyDigest digest = random.nextBoolean()
					? new BodyDigest("d" + i, random.nextLong(), random.nextBoolean(), random.nextLong()) : null;
			Fingerprint fingerprint = new Fingerprint("h".repeat(random.nextInt(70_000)), digest);
			assertThat(RecordCodec.decodeFingerprint(RecordCodec.encode(fingerprint))).isEqualTo(fingerprint);
		}
	}

	@Test
	void refusesToGuessWhenARecordIsOfANewerVersion() {
		byte[] bytes = RecordCodec.encode(new Fingerprint("head", null));
		bytes[0] = 2;
		assertThatExceptionOfType(StoreUnavailableException.class)
			.isThrownBy(() -> RecordCodec.decodeFingerprint(bytes))
			.withMessageContaining("written by a newer one");
	}

}
