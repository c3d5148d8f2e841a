// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.sample.browser;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One page of a {@link Chromium}, over the DevTools protocol. Notes every error on its
 * console and every request that it makes.
 */
public final class Page implements AutoCloseable {

	private static final Duration ANSWER_AT_MOST = Duration.ofSeconds(60);

	private final JsonMapper json = new JsonMapper();

	private final Map<Integer, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();

	private final AtomicInteger lastId = new AtomicInteger();

	private final List<String> errors = new CopyOnWriteArrayList<>();

	private final List<URI> requests = new CopyOnWriteArrayList<>();

	private final WebSocket socket;

	private @Nullable String session;

	Page(String browserSocket) {
		this.socket = HttpClient.newHttpClient()
			.newWebSocketBuilder()
			.buildAsync(URI.create(browserSocket), new Listener())
			.orTimeout(10, TimeUnit.SECONDS)
			.join();
		String target = call("Target.createTarget", Map.of("url", "about:blank")).get("targetId").asString();
		this.session = call("Target.attachToTarget", Map.of("targetId", target, "flatten", true)).get("sessionId")
			.asString();
		for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
			call(domain + ".enable", Map.of());
		}
	}

	private JsonNode call(String method, Map<String, ?> parameters) {
		int id = this.lastId.incrementAndGet();
		CompletableFuture<JsonNode> answer = new CompletableFuture<>();
		this.pending.put(id, answer);
		var message = new HashMap<String, Object>(Map.of("id", id, "method", method, "params", parameters));
		if (this.session != null) {
			message.put("sessionId", this.session);
		}
		this.socket.sendText(this.json.writeValueAsString(message), true).join();
		return answer.orTimeout(ANSWER_AT_MOST.toSeconds(), TimeUnit.SECONDS).join();
	}

	public void go(URI uri) {
		call("Page.navigate", Map.of("url", uri.toString()));
		await("document.readyState === 'complete'");
	}

	/**
	 * Evaluates an expression, a promise included.
	 * @param expression the script
	 * @return its value
	 */
	public JsonNode evaluate(String expression) {
		JsonNode answer = call("Runtime.evaluate",
				Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
		if (answer.has("exceptionDetails")) {
			throw new IllegalStateException(expression + ": " + answer.get("exceptionDetails"));
		}
		return answer.get("result").path("value");
	}

	/**
	 * Waits until a condition holds, at most 60 seconds.
	 * @param condition the script
	 */
	public void await(String condition) {
		long deadline = System.nanoTime() + ANSWER_AT_MOST.toNanos();
		while (!evaluate("!!(" + condition + ")").asBoolean()) {
			if (System.nanoTime() > deadline) {
				throw new AssertionError("Never: " + condition + "; the page says: "
						+ evaluate("document.getElementById('happened')?.innerText").asString());
			}
			LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
		}
	}

	/**
	 * Types one key, as a person does.
	 * @param key the key's name, {@code Tab} or {@code 1}
	 */
	public void press(String key) {
		int code = key.equals("Tab") ? 9 : key.equals("Enter") ? 13 : key.charAt(0);
		String text = key.equals("Enter") ? "\r" : (key.length() == 1) ? key : "";
		call("Input.dispatchKeyEvent", Map.of("type", text.isEmpty() ? "rawKeyDown" : "keyDown", "key", key, "text",
				text, "windowsVirtualKeyCode", code));
		call("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key, "windowsVirtualKeyCode", code));
	}

	public void resize(int width, int height) {
		call("Emulation.setDeviceMetricsOverride",
				Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
	}

	public void prefer(String colorScheme) {
		call("Emulation.setEmulatedMedia",
				Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", colorScheme))));
	}

	/**
	 * Takes a picture of what is seen.
	 * @param file where it goes, as PNG
	 */
	public void screenshot(Path file) throws IOException {
		Files.createDirectories(file.toAbsolutePath().getParent());
		String png = call("Page.captureScreenshot", Map.of("format", "png")).get("data").asString();
		Files.write(file, Base64.getDecoder().decode(png));
	}

	/**
	 * What the console showed as an error, and exceptions nobody caught.
	 */
	public List<String> errors() {
		return this.errors;
	}

	public List<URI> requests() {
		return this.requests;
	}

	@Override
	public void close() {
		this.socket.abort();
	}

	private void note(JsonNode message) {
		JsonNode parameters = message.path("params");
		switch (message.path("method").asString("")) {
			case "Runtime.exceptionThrown" -> this.errors.add(parameters.toString());
			case "Runtime.consoleAPICalled" -> noteIf("error".equals(parameters.path("type").asString()), parameters);
			case "Log.entryAdded" -> noteIf("error".equals(parameters.at("/entry/level").asString()), parameters);
			case "Network.requestWillBeSent" ->
				this.requests.add(URI.create(parameters.at("/request/url").asString().split("[?#]")[0]));
			default -> {
			}
		}
	}

	private void noteIf(boolean error, JsonNode parameters) {
		if (error) {
			this.errors.add(parameters.toString());
		}
	}

	/**
	 * Puts messages together and hands them to who waits for them.
	 */
	private final class Listener implements WebSocket.Listener {

		private final StringBuilder text = new StringBuilder();

		@Override
		public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
			this.text.append(data);
			if (last) {
				JsonNode message = Page.this.json.readTree(this.text.toString());
				this.text.setLength(0);
				CompletableFuture<JsonNode> waiting = Page.this.pending.remove(message.path("id").asInt(-1));
				if (waiting != null) {
					waiting.complete(message.path("result"));
				}
				else {
					note(message);
				}
			}
			webSocket.request(1);
			return null;
		}

	}

}
