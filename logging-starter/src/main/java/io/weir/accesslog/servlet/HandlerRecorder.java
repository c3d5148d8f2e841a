// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.servlet;

import java.security.Principal;
import java.util.Map;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;
import org.springframework.util.ConcurrentReferenceHashMap;
import org.springframework.util.ConcurrentReferenceHashMap.ReferenceType;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.ModelAndView;

/**
 * Records what Spring MVC makes of an exchange: its route, its handler, its user, and the
 * exception that left the handler, whoever handles it then. Resolves no exception itself.
 */
public final class HandlerRecorder implements HandlerInterceptor, HandlerExceptionResolver, Ordered {

	private final Map<HandlerMethod, String> functions = new ConcurrentReferenceHashMap<>(64, ReferenceType.WEAK);

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
		Exchange exchange = Exchange.of(request);
		if (exchange != null) {
			if (request.getDispatcherType() != DispatcherType.ERROR) {
				Object route = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
				exchange.handledBy((route != null) ? route.toString() : null, function(handler));
			}
			Principal user = request.getUserPrincipal();
			if (user != null) {
				exchange.user(user.getName());
			}
		}
		return true;
	}

	@Override
	public @Nullable ModelAndView resolveException(HttpServletRequest request, HttpServletResponse response,
			@Nullable Object handler, Exception ex) {
		Exchange exchange = Exchange.of(request);
		if (exchange != null && request.getDispatcherType() != DispatcherType.ERROR) {
			exchange.failures().failed(ex);
		}
		return null;
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	/**
	 * The name of a handler. Spring MVC makes a {@link HandlerMethod} for each request
	 * out of the one that was mapped, under which the name is kept.
	 */
	private String function(Object handler) {
		if (handler instanceof HandlerMethod method) {
			HandlerMethod mapped = method.getResolvedFromHandlerMethod();
			return this.functions.computeIfAbsent((mapped != null) ? mapped : method, HandlerRecorder::name);
		}
		return handler.getClass().getName();
	}

	private static String name(HandlerMethod method) {
		return method.getBeanType().getName() + "." + method.getMethod().getName();
	}

}
