// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Handlers that wait at a gate, or never end.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(HandlersApplication.class)
@RestController
class InterruptedApplication {

	private final Map<String, AtomicInteger> runs = new ConcurrentHashMap<>();

	private final Map<String, CountDownLatch> gates = new ConcurrentHashMap<>();

	int runs(String key) {
		AtomicInteger count = this.runs.get(key);
		return (count != null) ? count.get() : 0;
	}

	CountDownLatch gate(String key) {
		return this.gates.computeIfAbsent(key, (k) -> new CountDownLatch(1));
	}

	private int run(String key) {
		return this.runs.computeIfAbsent(key, (k) -> new AtomicInteger()).incrementAndGet();
	}

	private void pass(String key) {
		try {
			assertThat(gate(key).await(20, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@PostMapping("/gated")
	String gated(@RequestHeader("Idempotency-Key") String key, @RequestBody String body) {
		int run = run(key);
		pass(key);
		return body + " in run " + run;
	}

	@PostMapping("/gated-any")
	String gatedAny(@RequestHeader("Idempotency-Key") String key, HttpServletRequest request) throws Exception {
		if (request.getParameter("content") == null) {
			request.getInputStream().readAllBytes();
		}
		run(key);
		pass(key);
		return "done";
	}

	@PostMapping("/gated-stream")
	StreamingResponseBody gatedStream(@RequestHeader("Idempotency-Key") String key, @RequestBody String body) {
		int run = run(key);
		return (out) -> {
			pass(key);
			out.write((body + " in run " + run).getBytes());
		};
	}

	@PostMapping("/gated-deferred")
	DeferredResult<String> gatedDeferred(@RequestHeader("Idempotency-Key") String key, @RequestBody String body) {
		int run = run(key);
		DeferredResult<String> result = new DeferredResult<>();
		new Thread(() -> {
			pass(key);
			result.setResult(body + " in run " + run);
		}).start();
		return result;
	}

	@PostMapping("/gated-large")
	void gatedLarge(@RequestHeader("Idempotency-Key") String key, HttpServletResponse response) throws Exception {
		run(key);
		pass(key);
		for (int i = 0; i < 200; i++) {
			response.getOutputStream().write(new byte[1000]);
			response.getOutputStream().flush();
		}
	}

	@PostMapping("/gated-endless")
	void gatedEndless(@RequestHeader("Idempotency-Key") String key, HttpServletResponse response) throws Exception {
		run(key);
		pass(key);
		for (int i = 0; i < 100_000; i++) {
			response.getOutputStream().write(new byte[1000]);
		}
	}

	@PostMapping("/never-deferred")
	DeferredResult<String> neverDeferred(@RequestHeader("Idempotency-Key") String key) {
		run(key);
		return new DeferredResult<>(200L);
	}

	@PostMapping("/never-async")
	void neverAsync(@RequestHeader("Idempotency-Key") String key, HttpServletRequest request) {
		run(key);
		AsyncContext context = request.startAsync();
		context.setTimeout(200);
	}

}
