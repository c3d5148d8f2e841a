// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.util.ClassUtils;

/**
 * Who makes a request that is suspended. When it is dispatched again, Spring Security
 * decides again whether it may pass, but a filter that read a token, as most of an
 * application's own, is run once per request and does not say again whose it is. So what
 * it said is kept where Spring Security looks for it, whatever its session policy, until
 * the request is back at the filter. From there on everything is as it would be had the
 * request never been suspended.
 */
final class SuspendedCaller {

	private static final boolean SECURED = ClassUtils.isPresent(
			"org.springframework.security.web.context.RequestAttributeSecurityContextRepository",
			SuspendedCaller.class.getClassLoader());

	private @Nullable Object before;

	private boolean kept;

	/** The request is about to be suspended. */
	void keep(HttpServletRequest request) {
		if (SECURED && Security.isAuthenticated()) {
			this.before = request.getAttribute(Security.ATTRIBUTE);
			this.kept = true;
			request.setAttribute(Security.ATTRIBUTE, Security.context());
		}
	}

	/** The request passed Spring Security again. */
	void giveBack(HttpServletRequest request) {
		if (this.kept) {
			Security.context(); // it is read no sooner than somebody asks
			request.setAttribute(Security.ATTRIBUTE, this.before);
		}
	}

	/**
	 * Loaded only where Spring Security is.
	 */
	private static final class Security {

		static final String ATTRIBUTE = RequestAttributeSecurityContextRepository.DEFAULT_REQUEST_ATTR_NAME;

		static boolean isAuthenticated() {
			return context().getAuthentication() != null;
		}

		static SecurityContext context() {
			return SecurityContextHolder.getContext();
		}

	}

}
