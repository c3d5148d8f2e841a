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
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

import org.springframework.web.util.WebUtils;

/**
 * The filter around every exchange. Mapped to the dispatches {@code REQUEST},
 * {@code ASYNC} and {@code ERROR}: the first one begins the exchange, all of them are
 * counted, and the container tells when it is over.
 */
public final class AccessLogFilter implements Filter {

	private static final String REQUEST_ID = "requestId";

	private final ExchangePolicy policy;

	private EndOfExchange end = new LastDispatchEnd();

	/**
	 * Makes the filter.
	 * @param policy what is recorded
	 */
	public AccessLogFilter(ExchangePolicy policy) {
		this.policy = policy;
	}

	/**
	 * What has to hear of the end of requests, registered beside the filter.
	 * @return a listener
	 */
	public static ServletRequestListener requestListener() {
		return new RequestDestroyedEnd.Listener();
	}

	@Override
	public void init(FilterConfig config) {
		this.end = EndOfExchange.of(config.getServletContext());
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
		Exchange exchange = Exchange.of(request);
		if (exchange == null) {
			if (request.getDispatcherType() == DispatcherType.ASYNC) {
				chain.doFilter(request, response);
				return;
			}
			exchange = Exchange.begin(this.policy, this.end, request, response);
		}
		if (request.getDispatcherType() == DispatcherType.ERROR) {
			exchange.responseMeter().reopen();
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
		if (WebUtils.getNativeResponse(response, CountingResponse.class) == null) {
			countingResponse = new CountingResponse(response, exchange);
		}
		HttpServletRequest countingRequest = request;
		if (WebUtils.getNativeRequest(request, CountingRequest.class) == null) {
			countingRequest = new CountingRequest(request, countingResponse, exchange);
		}
		try {
			chain.doFilter(countingRequest, countingResponse);
		}
		catch (Throwable ex) {
			exchange.failed(ex);
			throw ex;
		}
		finally {
			exchange.observe();
			if (exchange.isUpgraded()) {
				exchange.end();
			}
			else if (!request.isAsyncStarted()) {
				this.end.left(exchange);
			}
		}
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
