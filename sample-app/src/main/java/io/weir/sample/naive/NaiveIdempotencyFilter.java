// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.sample.naive;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingRequestWrapper;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * <strong>What not to do.</strong> A map of locks and answers by key, from which nothing
 * is ever removed, and duplicates that hold a thread while they wait.
 */
@Component
@Profile("naive")
class NaiveIdempotencyFilter extends OncePerRequestFilter {

	private final Map<String, Entry> entries = new ConcurrentHashMap<>();

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		String key = request.getHeader("Idempotency-Key");
		if (key == null || !"POST".equals(request.getMethod())) {
			chain.doFilter(request, response);
			return;
		}
		Entry entry = this.entries.computeIfAbsent(key, (unused) -> new Entry());
		entry.lock.lock();
		try {
			Exchange before = entry.exchange;
			if (before == null) {
				run(entry, request, response, chain);
			}
			else {
				replay(before, response);
			}
		}
		finally {
			entry.lock.unlock();
		}
	}

	private static void run(Entry entry, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		ContentCachingRequestWrapper bufferedRequest = new ContentCachingRequestWrapper(request, 0);
		ContentCachingResponseWrapper buffered = new ContentCachingResponseWrapper(response);
		chain.doFilter(bufferedRequest, buffered);
		entry.exchange = new Exchange(bufferedRequest.getContentAsString(), buffered.getStatus(),
				buffered.getContentAsByteArray());
		buffered.copyBodyToResponse();
	}

	private static void replay(Exchange before, HttpServletResponse response) throws IOException {
		response.setStatus(before.status());
		response.setContentType("application/json");
		response.setHeader("Idempotent-Replayed", "true");
		response.getOutputStream().write(before.body());
	}

	private static final class Entry {

		private final ReentrantLock lock = new ReentrantLock();

		private @Nullable Exchange exchange;

	}

	@SuppressWarnings("ArrayRecordComponent")
	private record Exchange(String request, int status, byte[] body) {
	}

}
