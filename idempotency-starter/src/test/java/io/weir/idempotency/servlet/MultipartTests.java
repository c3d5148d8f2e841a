// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A multipart body reaches the handler as it would without a key, whether it asks for the
 * parts or for the bytes.
 */
class MultipartTests {

	@ParameterizedTest
	@EnumSource
	void handlerSeesTheBytesWhenPartsAreParsedLazily(Container container) throws Exception {
		try (Container.RunningApplication application = container.run(BodiesApplication.class,
				"spring.servlet.multipart.resolve-lazily=true")) {
			String bare = send(application, "/stream", "form-data", "B", "hello").text();
			assertThat(bare).isNotEqualTo("read 0");
			assertAnsweredOnce(application, "/stream", "form-data", bare);
		}
	}

	@ParameterizedTest
	@EnumSource
	void handlerSeesWhatItWouldWithoutAKeyWhenTheTypeIsAnyMultipart(Container container) throws Exception {
		try (Container.RunningApplication application = container.run(BodiesApplication.class)) {
			for (String type : List.of("form-data", "mixed", "related")) {
				for (String target : List.of("/file", "/stream", "/unread")) {
					Wire.Answer bare = send(application, target, type, "B", "hello");
					if (bare.status() == 200) {
						assertAnsweredOnce(application, target, type, bare.text());
					}
					else {
						assertThat(send(application, target, type, "B", "hello", "Idempotency-Key: k" + target + type)
							.status()).as(target + ' ' + type).isEqualTo(bare.status());
					}
				}
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void answerIsReplayedWhenOnlyTheBoundaryOfPartsDiffers(Container container) throws Exception {
		try (Container.RunningApplication application = container.run(BodiesApplication.class)) {
			String key = "Idempotency-Key: k";
			assertThat(send(application, "/file", "form-data", "B", "hello", key).text()).isEqualTo("file hello");
			Wire.Answer repeat = send(application, "/file", "form-data", "Other", "hello", key);
			assertThat(repeat.text()).isEqualTo("file hello");
			assertThat(repeat.header("Idempotent-Replayed")).isEqualTo("true");
		}
	}

	@ParameterizedTest
	@EnumSource
	void keyIsReusedWhenThePartThatWasTooLargeIsCorrected(Container container) throws Exception {
		try (Container.RunningApplication application = container.run(BodiesApplication.class,
				"spring.servlet.multipart.max-file-size=1KB")) {
			String key = "Idempotency-Key: k";
			Wire.Answer bare = send(application, "/file", "form-data", "B", "h".repeat(5000));
			Wire.Answer first = send(application, "/file", "form-data", "B", "h".repeat(5000), key);
			assertThat(first.status()).isEqualTo(bare.status()).isEqualTo(413);
			assertThat(
					send(application, "/file", "form-data", "B", "h".repeat(5000), key).header("Idempotent-Replayed"))
				.isEqualTo("true");
			assertThat(send(application, "/file", "form-data", "B", "hello", key).status()).isEqualTo(422);
		}
	}

	private static void assertAnsweredOnce(Container.RunningApplication application, String target, String type,
			String text) throws IOException {
		String key = "k" + target + type;
		String header = "Idempotency-Key: " + key;
		assertThat(send(application, target, type, "B", "hello", header).text()).as(key).isEqualTo(text);
		Wire.Answer repeat = send(application, target, type, "B", "hello", header);
		assertThat(repeat.text()).as(key).isEqualTo(text);
		assertThat(repeat.header("Idempotent-Replayed")).as(key).isEqualTo("true");
		assertThat(send(application, target, type, "B", "jello", header).status()).as(key).isEqualTo(422);
		assertThat(application.bean(BodiesApplication.class).runs(key)).as(key).isEqualTo(1);
	}

	private static Wire.Answer send(Container.RunningApplication application, String target, String type,
			String boundary, String content, String... headers) throws IOException {
		String[] all = Arrays.copyOf(headers, headers.length + 1);
		all[headers.length] = "Content-Type: multipart/" + type + "; boundary=" + boundary;
		return Wire.exchange(application.port(), Wire.post(target, "--" + boundary
				+ "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\nContent-Type: text/plain"
				+ "\r\n\r\n" + content + "\r\n--" + boundary + "--\r\n", all));
	}

}
