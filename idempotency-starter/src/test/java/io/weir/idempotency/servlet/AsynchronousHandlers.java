// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.context.annotation.Bean;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * The handlers that answer from another thread, and the count of all runs.
 */
abstract class AsynchronousHandlers {

	static final String KEY = "Idempotency-Key";

	private final Map<String, AtomicInteger> runs = new ConcurrentHashMap<>();

	private final ExecutorService executor = Executors.newCachedThreadPool();

	int runs(String key) {
		AtomicInteger count = this.runs.get(key);
		return (count != null) ? count.get() : 0;
	}

	final void run(String key, String failOnce) {
		int run = this.runs.computeIfAbsent(key, (k) -> new AtomicInteger()).incrementAndGet();
		if (failOnce != null && run == 1) {
			throw new IllegalStateException("fails once");
		}
	}

	@Bean(destroyMethod = "shutdownNow")
	ExecutorService handlersExecutor() {
		return this.executor;
	}

	@PostMapping("/future")
	CompletableFuture<ResponseEntity<Map<String, String>>> future(
			@RequestHeader(name = KEY, defaultValue = "") String key,
			@RequestHeader(name = "X-Fail-Once", required = false) String failOnce,
			@RequestBody Map<String, String> body) {
		return CompletableFuture.supplyAsync(() -> {
			run(key, failOnce);
			return ResponseEntity.status(201).header("X-Thing", "c").body(body);
		}, this.executor);
	}

	@PostMapping("/deferred")
	DeferredResult<Map<String, String>> deferred(@RequestHeader(name = KEY, defaultValue = "") String key,
			@RequestHeader(name = "X-Fail-Once", required = false) String failOnce,
			@RequestBody Map<String, String> body) {
		DeferredResult<Map<String, String>> result = new DeferredResult<>();
		inBackground(this.executor, () -> {
			run(key, failOnce);
			result.setResult(body);
		}, result::setErrorResult);
		return result;
	}

	@PostMapping("/callable")
	Callable<Map<String, String>> callable(@RequestHeader(name = KEY, defaultValue = "") String key,
			@RequestHeader(name = "X-Fail-Once", required = false) String failOnce,
			@RequestBody Map<String, String> body) {
		return () -> {
			run(key, failOnce);
			return body;
		};
	}

	@PostMapping("/stream")
	StreamingResponseBody stream(@RequestHeader(name = KEY, defaultValue = "") String key,
			@RequestHeader(name = "X-Fail-Once", required = false) String failOnce, @RequestBody String body) {
		run(key, failOnce);
		return (out) -> {
			for (int i = 0; i < 20; i++) {
				out.write((body + i + '\n').getBytes(StandardCharsets.UTF_8));
				out.flush();
			}
		};
	}

	@PostMapping("/known-stream")
	ResponseEntity<StreamingResponseBody> knownStream(@RequestHeader(name = KEY, defaultValue = "") String key,
			@RequestHeader(name = "X-Fail-Once", required = false) String failOnce, @RequestBody String body) {
		run(key, failOnce);
		return ResponseEntity.ok().contentLength(2L * body.length()).body((out) -> {
			out.write(body.getBytes(StandardCharsets.UTF_8));
			out.flush();
			out.write(body.getBytes(StandardCharsets.UTF_8));
			out.flush();
		});
	}

	@PostMapping("/sse")
	SseEmitter sse(@RequestHeader(name = KEY, defaultValue = "") String key,
			@RequestHeader(name = "X-Fail-Once", required = false) String failOnce, @RequestBody String body) {
		run(key, failOnce);
		SseEmitter emitter = new SseEmitter();
		this.executor.execute(() -> {
			try {
				for (int i = 0; i < 3; i++) {
					emitter.send("event " + i);
				}
				emitter.complete();
			}
			catch (IOException ex) {
				emitter.completeWithError(ex);
			}
		});
		return emitter;
	}

	@PostMapping("/async-send-error")
	CompletableFuture<Void> asyncSendError(@RequestHeader(name = KEY, defaultValue = "") String key,
			@RequestHeader(name = "X-Fail-Once", required = false) String failOnce, @RequestBody String body) {
		return CompletableFuture.supplyAsync(() -> {
			run(key, failOnce);
			throw new HandlersApplication.GoneException();
		}, this.executor);
	}

	@PostMapping("/servlet-async")
	void servletAsync(@RequestHeader(name = KEY, defaultValue = "") String key,
			@RequestHeader(name = "X-Fail-Once", required = false) String failOnce, @RequestBody String body,
			HttpServletRequest request, HttpServletResponse response) {
		run(key, failOnce);
		AsyncContext async = request.startAsync();
		this.executor.execute(() -> {
			try {
				async.getResponse().setContentType("text/plain");
				async.getResponse().getOutputStream().print("from a thread of its own");
				async.complete();
			}
			catch (IOException ex) {
				throw new java.io.UncheckedIOException(ex);
			}
		});
	}

	private static void inBackground(Executor executor, Runnable action,
			java.util.function.Consumer<Throwable> failure) {
		executor.execute(() -> {
			try {
				action.run();
			}
			catch (RuntimeException ex) {
				failure.accept(ex);
			}
		});
	}

}
