// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import com.sun.management.ThreadMXBean;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * Takes a payment, one row for each run, and answers with as many bytes as asked for.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@RestController
class TransactionalApplication {

	static final byte[] CHUNK = new byte[50_000];

	static {
		for (int i = 0; i < CHUNK.length; i++) {
			CHUNK[i] = (byte) ('a' + i % 23);
		}
	}

	final AtomicLong allocated = new AtomicLong();

	private final Map<String, CountDownLatch> gates = new ConcurrentHashMap<>();

	private final JdbcTemplate jdbc;

	TransactionalApplication(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
		jdbc.execute("CREATE TABLE payment (key_of VARCHAR(64))");
	}

	@Bean
	FilterRegistrationBean<Filter> allocationMeter() {
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>((request, response, chain) -> {
			long before = threads.getCurrentThreadAllocatedBytes();
			chain.doFilter(request, response);
			this.allocated.set(threads.getCurrentThreadAllocatedBytes() - before);
		});
		registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
		return registration;
	}

	@PostMapping("/bytes")
	void bytes(@RequestHeader("Idempotency-Key") String key, @RequestParam int chunks,
			@RequestParam(required = false) String then, HttpServletResponse response) throws Exception {
		pay(key);
		if ("declares".equals(then)) {
			response.setContentLength(chunks * CHUNK.length);
		}
		write(response.getOutputStream(), chunks);
		if ("flushes".equals(then)) {
			response.flushBuffer();
		}
		then(key, then);
	}

	@PostMapping("/text")
	void text(@RequestHeader("Idempotency-Key") String key, @RequestParam int chunks,
			@RequestParam(required = false) String then, HttpServletResponse response) throws Exception {
		pay(key);
		response.setContentType("text/plain;charset=UTF-8");
		for (int i = 0; i < chunks; i++) {
			response.getWriter().write(new String(CHUNK, 0, CHUNK.length - 3, "UTF-8") + '\u20ac');
		}
		then(key, then);
	}

	@PostMapping("/stream")
	StreamingResponseBody stream(@RequestHeader("Idempotency-Key") String key, @RequestParam int chunks,
			@RequestParam(required = false) String then) throws Exception {
		pay(key);
		then(key, then);
		return (out) -> write(out, chunks);
	}

	/** Writes, and completes, before its first thread has left the transaction. */
	@PostMapping("/async")
	void async(@RequestHeader("Idempotency-Key") String key, @RequestParam int chunks,
			@RequestParam(required = false) String then, HttpServletRequest request) throws Exception {
		pay(key);
		AsyncContext context = request.startAsync();
		Thread other = new Thread(() -> {
			try {
				write(context.getResponse().getOutputStream(), chunks);
			}
			catch (IOException ex) {
				// The client is gone.
			}
			context.complete();
		});
		other.start();
		if (!"returns".equals(then)) {
			other.join(20_000);
		}
		then(key, then);
	}

	private void pay(String key) {
		this.jdbc.update("INSERT INTO payment VALUES (?)", key);
	}

	private static void write(OutputStream out, int chunks) throws IOException {
		for (int i = 0; i < chunks; i++) {
			out.write(CHUNK);
		}
	}

	private void then(String key, String then) throws InterruptedException {
		if ("throws".equals(then)) {
			throw new IllegalStateException("after the answer");
		}
		if ("waits".equals(then) && !gate(key).await(20, TimeUnit.SECONDS)) {
			throw new IllegalStateException("nobody opened the gate");
		}
		if ("fails-to-commit".equals(then)) {
			TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

				@Override
				public void beforeCommit(boolean readOnly) {
					throw new IllegalStateException("not committed");
				}

			});
		}
	}

	CountDownLatch gate(String key) {
		return this.gates.computeIfAbsent(key, (k) -> new CountDownLatch(1));
	}

	int payments(String key) {
		return this.jdbc.queryForObject("SELECT COUNT(*) FROM payment WHERE key_of = ?", Integer.class, key);
	}

}
