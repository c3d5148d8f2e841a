// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;

/**
 * What was asked for: the path and query that the client sent, also when the container
 * refused the request and the error page is the first that a filter sees of it.
 *
 * @param method the method, which is {@code GET} for every error page on Tomcat
 * @param path the path, undecoded
 * @param query the query, undecoded
 */
record RequestPath(String method, String path, @Nullable String query) {

	static RequestPath of(HttpServletRequest request) {
		if (request.getDispatcherType() == DispatcherType.ERROR
				&& request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String path) {
			Object method = request.getAttribute(RequestDispatcher.ERROR_METHOD);
			return new RequestPath((method != null) ? method.toString() : request.getMethod(), path,
					(String) request.getAttribute(RequestDispatcher.ERROR_QUERY_STRING));
		}
		return new RequestPath(request.getMethod(), request.getRequestURI(), request.getQueryString());
	}

	/**
	 * The path within the application, as path patterns see it.
	 * @return the path, empty when it cannot be decoded
	 */
	PathContainer within(String contextPath) {
		try {
			return PathContainer
				.parsePath(this.path.startsWith(contextPath) ? this.path.substring(contextPath.length()) : this.path);
		}
		catch (IllegalArgumentException ex) {
			return PathContainer.parsePath("");
		}
	}

}
