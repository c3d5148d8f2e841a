// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.sample;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The sample as its main method starts it, on a free port.
 */
public final class RunningSample implements AutoCloseable {

	public static final String PAYMENT = "{\"to\":\"Ada\",\"amount\":\"12.30\",\"currency\":\"EUR\"}";

	private static @Nullable RunningSample shared;

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final ConfigurableApplicationContext context;

	private RunningSample(String... arguments) {
		this.context = SpringApplication.run(SampleApplication.class,
				Stream.concat(Stream.of("--server.port=0"), Arrays.stream(arguments)).toArray(String[]::new));
	}

	public static RunningSample start(String... arguments) {
		return new RunningSample(arguments);
	}

	/**
	 * The one that all tests share who need no settings of their own.
	 */
	public static synchronized RunningSample shared() {
		if (shared == null) {
			shared = start();
		}
		return shared;
	}

	public URI base() {
		return URI.create("http://localhost:" + this.context.getEnvironment().getRequiredProperty("local.server.port"));
	}

	public HttpResponse<String> get(String path) throws IOException, InterruptedException {
		return this.client.send(HttpRequest.newBuilder(base().resolve(path)).build(), BodyHandlers.ofString());
	}

	/**
	 * Posts JSON.
	 * @param path where to
	 * @param body the JSON
	 * @param headers names and values in turn
	 */
	public HttpResponse<String> post(String path, String body, String... headers)
			throws IOException, InterruptedException {
		HttpRequest.Builder request = HttpRequest.newBuilder(base().resolve(path))
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString(body));
		for (int i = 0; i < headers.length; i += 2) {
			request.header(headers[i], headers[i + 1]);
		}
		return this.client.send(request.build(), BodyHandlers.ofString());
	}

	public HttpResponse<String> pay(String key, String body) throws IOException, InterruptedException {
		return post("/payments", body, "Idempotency-Key", key);
	}

	public static JsonNode json(HttpResponse<String> response) {
		return new JsonMapper().readTree(response.body());
	}

	/**
	 * The value of a meter, as the actuator tells it.
	 * @param meter its name, tags behind it as in {@code name?tag=result:written}
	 * @return the value; 0 when the meter is not there yet
	 */
	public double meter(String meter) throws IOException, InterruptedException {
		HttpResponse<String> response = get("/actuator/metrics/" + meter);
		return (response.statusCode() == 404) ? 0 : json(response).at("/measurements/0/value").asDouble();
	}

	@Override
	public void close() {
		this.context.close();
	}

}
