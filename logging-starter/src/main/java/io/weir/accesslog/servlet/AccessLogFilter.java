// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.servlet;

import java.io.IOException;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

import org.springframework.web.util.WebUtils;

/**
 * The filter around every exchange. Mapped to the dispatches {@code REQUEST},
 * {@code ASYNC} and {@code ERROR}: the first one begins the exchange, all of them are
 * counted, and the container tells when it is over. Mapped to {@code INCLUDE} as well,
 * for Tomcat includes the error page when the response was committed before the
 * exception.
 */
public final class AccessLogFilter implements Filter {

	private static final String REQUEST_ID = "requestId";

	private final ExchangePolicy policy;

	private Container container = Container.OTHER;

	/**
	 * Makes the filter.
	 * @param policy what is recorded
	 */
	public AccessLogFilter(ExchangePolicy policy) {
		this.policy = policy;
	}

	@Override
	public void init(FilterConfig config) {
		this.container = Container.of(config.getServletContext());
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		if (request instanceof HttpServletRequest httpRequest && response instanceof HttpServletResponse httpResponse) {
			doFilter(httpRequest, httpResponse, chain);
		}
		else {
			chain.doFilter(request, response);
		}
	}

	private void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		DispatcherType type = request.getDispatcherType();
		Exchange exchange = Exchange.of(request);
		boolean begins = type == DispatcherType.REQUEST || type == DispatcherType.ERROR;
		if ((exchange == null && !begins) || (type == DispatcherType.INCLUDE && isCounting(response))) {
			chain.doFilter(request, response);
			return;
		}
		if (exchange == null) {
			exchange = Exchange.begin(this.policy, this.container, request, response);
			if (exchange == null) {
				chain.doFilter(request, response);
				return;
			}
		}
		if (type == DispatcherType.ERROR) {
			exchange.errorPageBegins();
		}
		String requestId = exchange.arrival().correlation().requestId();
		if (requestId == null) {
			dispatch(exchange, request, response, chain);
			return;
		}
		String outer = MDC.get(REQUEST_ID);
		MDC.put(REQUEST_ID, requestId);
		try {
			dispatch(exchange, request, response, chain);
		}
		finally {
			restore(outer);
		}
	}

	private void dispatch(Exchange exchange, HttpServletRequest request, HttpServletResponse response,
			FilterChain chain) throws IOException, ServletException {
		HttpServletResponse countingResponse = response;
		if (!isCounting(response)) {
			countingResponse = new CountingResponse(response, exchange);
		}
		CountingRequest counting = WebUtils.getNativeRequest(request, CountingRequest.class);
		HttpServletRequest countingRequest = request;
		if (counting == null) {
			counting = new CountingRequest(request, countingResponse, exchange);
			countingRequest = counting;
		}
		try {
			chain.doFilter(countingRequest, countingResponse);
		}
		catch (Throwable ex) {
			exchange.failures().escaped(ex);
			throw ex;
		}
		finally {
			counting.keepParsedForm();
			exchange.response().observe();
			if (exchange.isUpgraded()) {
				exchange.end();
			}
			else if (request.getDispatcherType() != DispatcherType.INCLUDE) {
				exchange.endOfExchange().left(request.getDispatcherType(), request.isAsyncStarted());
			}
		}
	}

	private static boolean isCounting(HttpServletResponse response) {
		return WebUtils.getNativeResponse(response, CountingResponse.class) != null;
	}

	private static void restore(@Nullable String requestId) {
		if (requestId != null) {
			MDC.put(REQUEST_ID, requestId);
		}
		else {
			MDC.remove(REQUEST_ID);
		}
	}

}
