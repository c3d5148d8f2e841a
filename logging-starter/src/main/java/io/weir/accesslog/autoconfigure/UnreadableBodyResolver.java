// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

import io.weir.accesslog.actuate.AccessLogEndpoint;
import io.weir.accesslog.format.SafeText;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.ModelAndView;

/**
 * Says why, where Actuator answers 400 without a word before the endpoint is asked: its
 * body is no JSON object, or a member is an object or a list. Nobody else's exceptions
 * are touched.
 */
final class UnreadableBodyResolver implements HandlerExceptionResolver, Ordered {

	private final Supplier<String> path;

	/**
	 * A resolver.
	 * @param path tells the path pattern of the endpoint
	 */
	UnreadableBodyResolver(Supplier<String> path) {
		this.path = path;
	}

	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE;
	}

	@Override
	public @Nullable ModelAndView resolveException(HttpServletRequest request, HttpServletResponse response,
			@Nullable Object handler, Exception ex) {
		if (!(ex instanceof HttpMessageNotReadableException)
				|| !this.path.get().equals(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE))) {
			return null;
		}
		try {
			response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
			response.setContentType(MediaType.APPLICATION_JSON_VALUE);
			response.getOutputStream()
				.write(SafeText.json(AccessLogEndpoint.UNREADABLE).getBytes(StandardCharsets.UTF_8));
			return new ModelAndView();
		}
		catch (IOException failure) {
			throw new UncheckedIOException(failure);
		}
	}

}
