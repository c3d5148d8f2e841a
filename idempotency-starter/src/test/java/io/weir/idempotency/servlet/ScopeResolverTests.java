// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.weir.idempotency.IdempotencyScopeResolver;
import jakarta.servlet.Filter;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application's own {@link IdempotencyScopeResolver}.
 */
class ScopeResolverTests {

	@Test
	void failureSaysWhoseFaultItIsWhenThereIsNoScope() throws Exception {
		try (Container.RunningApplication application = Container.TOMCAT.run(App.class)) {
			Wire.Answer answer = Wire.exchange(application.port(), Wire.post("/any", "", "Idempotency-Key: k"));
			assertThat(answer.status()).isEqualTo(500);
			assertThat(application.bean(App.class).failures).singleElement()
				.asString()
				.contains("IdempotencyScopeResolver bean", App.class.getName(), "returned null for POST /any",
						"IdempotencyScope.ANONYMOUS");
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class App {

		final List<String> failures = new CopyOnWriteArrayList<>();

		@Bean
		IdempotencyScopeResolver nobodys() {
			return (request) -> null;
		}

		@Bean
		FilterRegistrationBean<Filter> outermost() {
			FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>((request, response, chain) -> {
				try {
					chain.doFilter(request, response);
				}
				catch (IllegalStateException ex) {
					this.failures.add(ex.getMessage());
					throw ex;
				}
			});
			registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
			return registration;
		}

	}

}
