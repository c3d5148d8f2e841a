// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.client;

import java.net.URI;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import io.weir.idempotency.IdempotencyContext;

import org.springframework.http.HttpRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * The key of a call. Within a handler that has a key itself it is a child of that key by
 * what the call is for, and by how many such calls this run made before: the second of
 * two equal calls is another call, and the second run's first one is the first run's
 * first one. Body and query are left out, for a time stamp in them must not make a second
 * payment.
 */
final class CallKeys {

	private static final String COUNTS = CallKeys.class.getName();

	private CallKeys() {
	}

	static String next(HttpRequest request) {
		IdempotencyContext context = IdempotencyContext.current();
		RequestAttributes attributes = RequestContextHolder.getRequestAttributes();
		if (context == null || attributes == null) {
			return UUID.randomUUID().toString();
		}
		String purpose = purpose(request);
		int number = counts(attributes).merge(purpose, 1, Integer::sum);
		return context.childKey(purpose + '#' + number);
	}

	private static String purpose(HttpRequest request) {
		Object label = request.getAttributes().get(IdempotentRequests.LABEL);
		URI uri = request.getURI();
		return (label != null) ? label.toString()
				: request.getMethod() + " " + uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath();
	}

	/** Lives as long as the request whose handler runs. */
	@SuppressWarnings("unchecked")
	private static synchronized Map<String, Integer> counts(RequestAttributes attributes) {
		Object counts = attributes.getAttribute(COUNTS, RequestAttributes.SCOPE_REQUEST);
		if (counts == null) {
			counts = new ConcurrentHashMap<String, Integer>();
			attributes.setAttribute(COUNTS, counts, RequestAttributes.SCOPE_REQUEST);
		}
		return (Map<String, Integer>) counts;
	}

}
