// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.sample;

import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Uploads and downloads over HTTP.
 */
class FilesTests {

	private final RunningSample sample = RunningSample.shared();

	private final HttpClient client = HttpClient.newHttpClient();

	@ParameterizedTest
	@ValueSource(strings = { "application/octet-stream", "text/plain", "application/json",
			"application/x-www-form-urlencoded", "multipart/form-data; boundary=x" })
	void answersBytesAndHashWhenUploaded(String contentType) throws Exception {
		byte[] body = new byte[300_000];
		new Random(1).nextBytes(body);
		HttpResponse<String> response = this.client.send(HttpRequest.newBuilder(this.sample.base().resolve("/files"))
			.header("Content-Type", contentType)
			.POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
			.build(), BodyHandlers.ofString());
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(RunningSample.json(response).get("bytes").asLong()).isEqualTo(body.length);
		assertThat(RunningSample.json(response).get("sha256").asString())
			.isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body)));
	}

	@Test
	void runsEachTimeWhenUploadedTwiceWithOneKey() throws Exception {
		String[] header = { "Idempotency-Key", "upload" };
		assertThat(this.sample.post("/files", "one", header).body()).contains("\"bytes\":3");
		assertThat(this.sample.post("/files", "three", header).body()).contains("\"bytes\":5");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 65_536, 200_000 })
	void sendsSoManyBytesWhenDownloaded(int bytes) throws Exception {
		HttpResponse<byte[]> response = this.client.send(
				HttpRequest.newBuilder(this.sample.base().resolve("/files/" + bytes)).build(),
				BodyHandlers.ofByteArray());
		assertThat(response.headers().firstValueAsLong("Content-Length")).hasValue(bytes);
		assertThat(response.body()).hasSize(bytes);
	}

	@Test
	void answersTheLengthAtOnceWhenAskedForTheHead() throws Exception {
		HttpResponse<Void> response = this.client
			.send(HttpRequest.newBuilder(this.sample.base().resolve("/files/9000000000000000000"))
				.method("HEAD", BodyPublishers.noBody())
				.build(), BodyHandlers.discarding());
		assertThat(response.headers().firstValueAsLong("Content-Length")).hasValue(9_000_000_000_000_000_000L);
	}

	@ParameterizedTest
	@ValueSource(strings = { "-1", "many", "9300000000000000000" })
	void answers400WhenNotANumberOfBytes(String bytes) throws Exception {
		HttpResponse<String> response = this.sample.get("/files/" + bytes);
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
	}

}
