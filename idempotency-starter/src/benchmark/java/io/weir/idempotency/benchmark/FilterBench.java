// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.benchmark;

import java.io.IOException;
import java.io.InputStream;

import io.weir.idempotency.autoconfigure.IdempotencyAutoConfiguration;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.FilterRegistrationBean;

/**
 * The filter as it is configured by default, around a handler that reads 1 KB of JSON and
 * answers with 1 KB.
 */
final class FilterBench implements FilterChain {

	static final byte[] JSON = ("{\"to\":\"" + "x".repeat(1013) + "\"}").getBytes(java.nio.charset.StandardCharsets.US_ASCII);

	private final byte[] buffer = new byte[4096];

	private int handled;

	@Override
	public void doFilter(ServletRequest request, ServletResponse response) throws IOException {
		InputStream in = request.getInputStream();
		while (in.read(this.buffer) >= 0) {
			continue;
		}
		HttpServletResponse answer = (HttpServletResponse) response;
		answer.setStatus(201);
		answer.setHeader("Location", "/payments/1");
		answer.setContentType("application/json");
		answer.setContentLength(JSON.length);
		answer.getOutputStream().write(JSON, 0, JSON.length);
		this.handled++;
	}

	int handled() {
		return this.handled;
	}

	/** Calls an action with the filter of an application that sets nothing. */
	static void withFilter(FilterAction action) {
		new WebApplicationContextRunner().withConfiguration(AutoConfigurations.of(IdempotencyAutoConfiguration.class))
			.run((context) -> action.run((Filter) context.getBean(FilterRegistrationBean.class).getFilter()));
	}

	/**
	 * What is done with a filter.
	 */
	interface FilterAction {

		void run(Filter filter) throws Exception;

	}

}
