// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * The container's asynchronous context, with the counting request and response in the
 * place of its own.
 */
final class CountingAsyncContext implements AsyncContext {

	private final AsyncContext delegate;

	private final ServletRequest request;

	private final ServletResponse response;

	CountingAsyncContext(AsyncContext delegate, ServletRequest request, ServletResponse response) {
		this.delegate = delegate;
		this.request = request;
		this.response = response;
	}

	@Override
	public ServletRequest getRequest() {
		this.delegate.getRequest();
		return this.request;
	}

	@Override
	public ServletResponse getResponse() {
		this.delegate.getResponse();
		return this.response;
	}

	@Override
	public boolean hasOriginalRequestAndResponse() {
		return this.delegate.hasOriginalRequestAndResponse();
	}

	@Override
	public void dispatch() {
		this.delegate.dispatch();
	}

	@Override
	public void dispatch(String path) {
		this.delegate.dispatch(path);
	}

	@Override
	public void dispatch(ServletContext context, String path) {
		this.delegate.dispatch(context, path);
	}

	@Override
	public void complete() {
		this.delegate.complete();
	}

	@Override
	public void start(Runnable run) {
		this.delegate.start(run);
	}

	@Override
	public void addListener(AsyncListener listener) {
		this.delegate.addListener(listener);
	}

	@Override
	public void addListener(AsyncListener listener, @Nullable ServletRequest request,
			@Nullable ServletResponse response) {
		this.delegate.addListener(listener, request, response);
	}

	@Override
	public <T extends AsyncListener> T createListener(Class<T> type) throws ServletException {
		return this.delegate.createListener(type);
	}

	@Override
	public void setTimeout(long timeout) {
		this.delegate.setTimeout(timeout);
	}

	@Override
	public long getTimeout() {
		return this.delegate.getTimeout();
	}

}
