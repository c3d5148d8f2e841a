// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;

/**
 * The container's asynchronous context, but the answer is recorded before it is
 * completed.
 *
 * @param target the container's
 * @param run the run that it belongs to
 */
record RecordedAsyncContext(AsyncContext target, Run run) implements AsyncContext {

	@Override
	public void complete() {
		this.run.complete(this.target::complete);
	}

	@Override
	public ServletRequest getRequest() {
		return this.target.getRequest();
	}

	@Override
	public ServletResponse getResponse() {
		return this.target.getResponse();
	}

	@Override
	public boolean hasOriginalRequestAndResponse() {
		return this.target.hasOriginalRequestAndResponse();
	}

	@Override
	public void dispatch() {
		this.target.dispatch();
	}

	@Override
	public void dispatch(String path) {
		this.target.dispatch(path);
	}

	@Override
	public void dispatch(ServletContext context, String path) {
		this.target.dispatch(context, path);
	}

	@Override
	public void start(Runnable run) {
		this.target.start(run);
	}

	@Override
	public void addListener(AsyncListener listener) {
		this.target.addListener(listener);
	}

	@Override
	public void addListener(AsyncListener listener, ServletRequest request, ServletResponse response) {
		this.target.addListener(listener, request, response);
	}

	@Override
	public <T extends AsyncListener> T createListener(Class<T> type) throws ServletException {
		return this.target.createListener(type);
	}

	@Override
	public void setTimeout(long timeout) {
		this.target.setTimeout(timeout);
	}

	@Override
	public long getTimeout() {
		return this.target.getTimeout();
	}

}
