// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.sample.naive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.annotation.Profile;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingRequestWrapper;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * <strong>What not to do.</strong> Buffers whole bodies to log a piece of them: a
 * download is in memory before its first byte leaves, an upload as long as it lasts.
 */
@Component
@Profile("naive")
@Order(Ordered.HIGHEST_PRECEDENCE + 5)
class NaiveLoggingFilter extends OncePerRequestFilter {

	private static final Logger accessLog = LoggerFactory.getLogger("weir.access");

	private static final int SHOWN_BYTES = 200;

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		ContentCachingRequestWrapper bufferedRequest = new ContentCachingRequestWrapper(request, 0);
		ContentCachingResponseWrapper bufferedResponse = new ContentCachingResponseWrapper(response);
		try {
			chain.doFilter(bufferedRequest, bufferedResponse);
		}
		finally {
			accessLog.info("{} {} {} < {} > {}", request.getMethod(), request.getRequestURI(), response.getStatus(),
					start(bufferedRequest.getContentAsByteArray()), start(bufferedResponse.getContentAsByteArray()));
			bufferedResponse.copyBodyToResponse();
		}
	}

	private static String start(byte[] body) {
		return new String(body, 0, Math.min(body.length, SHOWN_BYTES), StandardCharsets.UTF_8);
	}

}
