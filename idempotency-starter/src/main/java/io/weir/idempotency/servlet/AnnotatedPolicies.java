// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.weir.idempotency.Concurrent;
import io.weir.idempotency.Idempotent;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.format.annotation.DurationFormat;
import org.springframework.format.datetime.standard.DurationFormatterUtils;
import org.springframework.web.method.HandlerMethod;

/**
 * Lets {@link Idempotent} on a handler win over the properties. The annotation is looked
 * for on the method, then on its class, through interfaces, superclasses and other
 * annotations, and remembered by handler.
 */
public final class AnnotatedPolicies implements PolicyResolver {

	private static final Set<String> NEVER = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

	private final PolicyResolver properties;

	private final IdempotencyPolicy general;

	private final HandlerLookup handlers;

	private final Map<Method, Optional<Idempotent>> annotations = new ConcurrentHashMap<>();

	/**
	 * Creates the policies.
	 * @param properties what the properties say
	 * @param general what they say of a request that is none of theirs otherwise
	 * @param handlers finds handlers
	 */
	public AnnotatedPolicies(PolicyResolver properties, IdempotencyPolicy general, HandlerLookup handlers) {
		this.properties = properties;
		this.general = general;
		this.handlers = handlers;
	}

	@Override
	public @Nullable IdempotencyPolicy resolve(HttpServletRequest request, @Nullable String key) {
		if (NEVER.contains(request.getMethod())) {
			return null;
		}
		boolean mayMatter = (key != null) ? this.handlers.isAnyAnnotated() : this.handlers.isAnyRequired();
		HandlerMethod handler = mayMatter ? this.handlers.find(request) : null;
		Idempotent annotation = (handler != null) ? annotation(handler) : null;
		if (annotation == null) {
			return this.properties.resolve(request, key);
		}
		// Asked as if there were a key: the annotation decides whether there must be one.
		IdempotencyPolicy base = this.properties.resolve(request, "");
		return merge(annotation, (base != null) ? base : this.general);
	}

	private @Nullable Idempotent annotation(HandlerMethod handler) {
		return this.annotations
			.computeIfAbsent(handler.getMethod(), (method) -> Optional.ofNullable(find(method, handler.getBeanType())))
			.orElse(null);
	}

	/**
	 * The annotation of a handler method, the nearest one.
	 */
	static @Nullable Idempotent find(Method method, Class<?> type) {
		Idempotent onMethod = AnnotatedElementUtils.findMergedAnnotation(method, Idempotent.class);
		return (onMethod != null) ? onMethod : AnnotatedElementUtils.findMergedAnnotation(type, Idempotent.class);
	}

	private static IdempotencyPolicy merge(Idempotent annotation, IdempotencyPolicy base) {
		boolean[] required = annotation.required();
		Concurrent[] concurrent = annotation.concurrent();
		return new IdempotencyPolicy(annotation.enabled(), (required.length > 0) ? required[0] : base.required(),
				duration(annotation.ttl(), base.ttl()), (concurrent.length > 0) ? concurrent[0] : base.concurrent(),
				duration(annotation.waitAtMost(), base.waitAtMost()));
	}

	private static Duration duration(String text, Duration otherwise) {
		return text.isEmpty() ? otherwise : DurationFormatterUtils.detectAndParse(text, DurationFormat.Unit.MILLIS);
	}

	/**
	 * Checks an annotation, so that a wrong one fails at start and not at a request.
	 * @throws IllegalArgumentException when a duration is none, or not positive
	 */
	static void check(Idempotent annotation, Object where) {
		check("ttl", annotation.ttl(), where);
		check("waitAtMost", annotation.waitAtMost(), where);
	}

	private static void check(String attribute, String text, Object where) {
		Duration duration;
		try {
			duration = duration(text, Duration.ofSeconds(1));
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("@Idempotent(" + attribute + " = \"" + text + "\") on " + where
					+ " is no duration: write it as 10m or PT10M", ex);
		}
		if (duration.isZero() || duration.isNegative()) {
			throw new IllegalArgumentException(
					"@Idempotent(" + attribute + " = \"" + text + "\") on " + where + " must be positive");
		}
	}

}
