// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/**
 * Handlers that read their bodies in their own way, or not at all.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@RestController
class BodiesApplication {

	private final CountDownLatch never = new CountDownLatch(1);

	private final Map<String, AtomicInteger> runs = new ConcurrentHashMap<>();

	int runs(String key) {
		return this.runs.getOrDefault(key, new AtomicInteger()).get();
	}

	private void run(HttpServletRequest request) {
		String key = String.valueOf(request.getHeader("Idempotency-Key"));
		this.runs.computeIfAbsent(key, (k) -> new AtomicInteger()).incrementAndGet();
	}

	@PostMapping("/unread")
	String unread(HttpServletRequest request) {
		run(request);
		return "unread";
	}

	@PostMapping("/stream")
	String stream(HttpServletRequest request, InputStream in) throws IOException {
		run(request);
		return "read " + in.readAllBytes().length;
	}

	@PostMapping("/file")
	String file(HttpServletRequest request, @RequestParam(required = false) MultipartFile file) throws IOException {
		run(request);
		return "file " + ((file != null) ? new String(file.getBytes()) : null);
	}

	@PostMapping("/written-length")
	void writtenLength(HttpServletRequest request, HttpServletResponse response) throws Exception {
		run(request);
		response.setContentType("text/plain;charset=UTF-8");
		response.setContentLength(9);
		for (char c : "hello\uD83D\uDE00".toCharArray()) {
			response.getWriter().write(c);
		}
		response.getWriter().flush();
		this.never.await(300, TimeUnit.MILLISECONDS);
	}

	@PostMapping("/odd-length")
	void oddLength(HttpServletRequest request, HttpServletResponse response) throws IOException {
		run(request);
		response.setHeader("Content-Length", "abc");
		response.getOutputStream().print("x");
	}

}
