// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.util.List;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;

/**
 * The policies of the properties: the first rule whose path and method match, else the
 * general one. Paths are matched without the context path.
 */
public final class ConfiguredPolicies implements PolicyResolver {

	private final Set<String> methods;

	private final List<PathPattern> include;

	private final List<PathPattern> exclude;

	private final List<Rule> rules;

	private final IdempotencyPolicy general;

	private final boolean requiredAnywhere;

	/**
	 * Creates the policies.
	 * @param methods methods of which keys are honoured, where a rule has none of its own
	 * @param include paths of which keys are honoured; empty for all
	 * @param exclude paths of which they are not
	 * @param rules settings of some paths, in order
	 * @param general the policy of all others
	 */
	public ConfiguredPolicies(Set<String> methods, List<PathPattern> include, List<PathPattern> exclude,
			List<Rule> rules, IdempotencyPolicy general) {
		this.methods = methods;
		this.include = include;
		this.exclude = exclude;
		this.rules = rules;
		this.general = general;
		this.requiredAnywhere = general.required() || rules.stream().anyMatch((rule) -> rule.policy().required());
	}

	@Override
	public @Nullable IdempotencyPolicy resolve(HttpServletRequest request, @Nullable String key) {
		if (key == null && !this.requiredAnywhere) {
			return null;
		}
		String method = request.getMethod();
		if (this.rules.isEmpty() && this.include.isEmpty() && this.exclude.isEmpty()) {
			return this.methods.contains(method) ? this.general : null;
		}
		PathContainer path = PathContainer
			.parsePath(request.getRequestURI().substring(request.getContextPath().length()));
		if (matches(this.exclude, path) || !(this.include.isEmpty() || matches(this.include, path))) {
			return null;
		}
		for (Rule rule : this.rules) {
			if ((rule.methods().isEmpty() ? this.methods : rule.methods()).contains(method)
					&& rule.path().matches(path)) {
				return rule.policy();
			}
		}
		return this.methods.contains(method) ? this.general : null;
	}

	private static boolean matches(List<PathPattern> patterns, PathContainer path) {
		for (PathPattern pattern : patterns) {
			if (pattern.matches(path)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Settings of some paths.
	 *
	 * @param path the paths
	 * @param methods the methods; empty for the general ones
	 * @param policy the policy
	 */
	public record Rule(PathPattern path, Set<String> methods, IdempotencyPolicy policy) {
	}

}
