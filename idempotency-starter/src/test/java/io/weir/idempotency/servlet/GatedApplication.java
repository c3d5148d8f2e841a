// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * Its handler waits at a gate that the test opens, and fails where the body says so.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@RestController
class GatedApplication {

	private final Map<String, CountDownLatch> gates = new ConcurrentHashMap<>();

	private final Map<String, AtomicInteger> runs = new ConcurrentHashMap<>();

	private final Map<String, AtomicInteger> failures = new ConcurrentHashMap<>();

	@PostMapping("/gated")
	String gated(@RequestHeader("Idempotency-Key") String key, @RequestBody String body) throws InterruptedException {
		int run = this.runs.computeIfAbsent(key, (k) -> new AtomicInteger()).incrementAndGet();
		if (!gate(key).await(20, TimeUnit.SECONDS)) {
			throw new IllegalStateException("nobody opened the gate");
		}
		AtomicInteger left = this.failures.get(key);
		if (left != null && left.getAndDecrement() > 0) {
			throw new IllegalStateException("fails");
		}
		return body + " in run " + run;
	}

	@GetMapping("/unrelated")
	String unrelated() {
		return "here";
	}

	int runs(String key) {
		AtomicInteger count = this.runs.get(key);
		return (count != null) ? count.get() : 0;
	}

	void open(String key) {
		gate(key).countDown();
	}

	void fail(String key, int times) {
		this.failures.put(key, new AtomicInteger(times));
	}

	private CountDownLatch gate(String key) {
		return this.gates.computeIfAbsent(key, (k) -> new CountDownLatch(1));
	}

}
