// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.weir.idempotency.Idempotent;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationContext;
import org.springframework.core.annotation.AnnotationAwareOrderComparator;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.AbstractHandlerMethodMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Finds handlers by the application's own {@link HandlerMapping handler mappings}, in
 * their order, as Spring MVC does.
 */
public final class MvcHandlerLookup implements HandlerLookup, SmartInitializingSingleton {

	private final ApplicationContext context;

	private List<HandlerMapping> mappings = List.of();

	private boolean anyAnnotated;

	private boolean anyRequired;

	/**
	 * Creates a lookup.
	 * @param context where the handler mappings are
	 */
	public MvcHandlerLookup(ApplicationContext context) {
		this.context = context;
	}

	@Override
	public void afterSingletonsInstantiated() {
		List<HandlerMapping> found = new ArrayList<>(
				BeanFactoryUtils.beansOfTypeIncludingAncestors(this.context, HandlerMapping.class, true, false)
					.values());
		AnnotationAwareOrderComparator.sort(found);
		this.mappings = List.copyOf(found);
		for (HandlerMapping mapping : found) {
			if (mapping instanceof AbstractHandlerMethodMapping<?> methods) {
				methods.getHandlerMethods().values().forEach(this::register);
			}
		}
	}

	private void register(HandlerMethod handler) {
		Idempotent annotation = AnnotatedPolicies.find(handler.getMethod(), handler.getBeanType());
		if (annotation != null) {
			AnnotatedPolicies.check(annotation, handler);
			this.anyAnnotated = true;
			this.anyRequired |= annotation.required().length > 0 && annotation.required()[0];
		}
	}

	@Override
	public boolean isAnyAnnotated() {
		return this.anyAnnotated;
	}

	@Override
	public boolean isAnyRequired() {
		return this.anyRequired;
	}

	@Override
	public @Nullable HandlerMethod find(HttpServletRequest request) {
		HandlerExecutionChain chain = chain(new AttributesKept(request));
		return (chain != null && chain.getHandler() instanceof HandlerMethod method) ? method : null;
	}

	private @Nullable HandlerExecutionChain chain(AttributesKept request) {
		try {
			ServletRequestPathUtils.parseAndCache(request);
			for (HandlerMapping mapping : this.mappings) {
				HandlerExecutionChain chain = mapping.getHandler(request);
				if (chain != null) {
					return chain;
				}
			}
		}
		catch (Exception ex) {
			// Not found, not allowed, not acceptable: the dispatcher will say it.
		}
		return null;
	}

	@Override
	public boolean permitsOrigin(HttpServletRequest request, HttpServletResponse response) throws IOException {
		if (request.getHeader("Origin") == null) {
			return true;
		}
		AttributesKept kept = new AttributesKept(request);
		HandlerExecutionChain chain = chain(kept);
		if (chain == null) {
			return true;
		}
		for (HandlerInterceptor interceptor : chain.getInterceptorList()) {
			if (interceptor instanceof CorsConfigurationSource) { // Spring MVC's own
				return permits(interceptor, kept, response, chain.getHandler());
			}
		}
		return true;
	}

	private static boolean permits(HandlerInterceptor cors, HttpServletRequest request, HttpServletResponse response,
			Object handler) throws IOException {
		try {
			return cors.preHandle(request, response, handler);
		}
		catch (IOException | RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * A request whose own attributes stay as they are. Handler mappings leave what they
	 * found in them.
	 */
	private static final class AttributesKept extends HttpServletRequestWrapper {

		private final Map<String, @Nullable Object> changed = new HashMap<>();

		AttributesKept(HttpServletRequest request) {
			super(request);
		}

		@Override
		public @Nullable Object getAttribute(String name) {
			return this.changed.containsKey(name) ? this.changed.get(name) : super.getAttribute(name);
		}

		@Override
		public void setAttribute(String name, @Nullable Object value) {
			this.changed.put(name, value);
		}

		@Override
		public void removeAttribute(String name) {
			this.changed.put(name, null);
		}

		@Override
		public Enumeration<String> getAttributeNames() {
			List<String> names = Collections.list(super.getAttributeNames());
			this.changed.forEach((name, value) -> {
				names.remove(name);
				if (value != null) {
					names.add(name);
				}
			});
			return Collections.enumeration(names);
		}

	}

}
