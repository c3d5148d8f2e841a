// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.autoconfigure;

import io.micrometer.core.instrument.MeterRegistry;
import io.weir.idempotency.IdempotencyScope;
import io.weir.idempotency.IdempotencyScopeResolver;
import io.weir.idempotency.IdempotencyStore;
import io.weir.idempotency.RequestFingerprinter;
import io.weir.idempotency.memory.CaffeineIdempotencyStore;
import io.weir.idempotency.memory.WhenFull;
import io.weir.idempotency.metrics.IdempotencyMeters;
import io.weir.idempotency.servlet.HandlerLookup;
import io.weir.idempotency.servlet.IdempotencyFilter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.web.servlet.HandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;

class IdempotencyAutoConfigurationTests {

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(IdempotencyAutoConfiguration.class,
				IdempotencyMetricsAutoConfiguration.class, IdempotencyEndpointAutoConfiguration.class));

	@Test
	void isOnWhenNothingIsSet() {
		this.runner.run((context) -> {
			assertThat(context).hasSingleBean(IdempotencyFilter.class)
				.hasSingleBean(CaffeineIdempotencyStore.class)
				.hasSingleBean(IdempotencyScopeResolver.class)
				.hasSingleBean(RequestFingerprinter.class);
			FilterRegistrationBean<?> registration = context.getBean(FilterRegistrationBean.class);
			assertThat(registration.getOrder()).isEqualTo(-50);
			assertThat(registration.isAsyncSupported()).isTrue();
		});
	}

	@Test
	void isOffWhenThePropertySaysSo() {
		this.runner.withPropertyValues("weir.idempotency.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(IdempotencyFilter.class)
				.doesNotHaveBean(IdempotencyStore.class));
	}

	@Test
	void isOffWhenThereIsNoWebApplication() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(IdempotencyAutoConfiguration.class))
			.run((context) -> assertThat(context).doesNotHaveBean(IdempotencyFilter.class));
	}

	@Test
	void backsOffWhenTheApplicationHasItsOwn() {
		IdempotencyStore store = new CaffeineIdempotencyStore(1000, WhenFull.EVICT);
		IdempotencyScopeResolver scopes = (request) -> IdempotencyScope.ANONYMOUS;
		RequestFingerprinter fingerprinter = (request) -> "all the same";
		this.runner.withBean("own1", IdempotencyStore.class, () -> store)
			.withBean("own2", IdempotencyScopeResolver.class, () -> scopes)
			.withBean("own3", RequestFingerprinter.class, () -> fingerprinter)
			.run((context) -> {
				assertThat(context.getBean(IdempotencyStore.class)).isSameAs(store);
				assertThat(context.getBean(IdempotencyScopeResolver.class)).isSameAs(scopes);
				assertThat(context.getBean(RequestFingerprinter.class)).isSameAs(fingerprinter);
			});
	}

	@Test
	void startsWhenOptionalLibrariesAreAbsent() {
		this.runner.withClassLoader(new FilteredClassLoader(MeterRegistry.class, HandlerMapping.class))
			.run((context) -> assertThat(context).hasSingleBean(IdempotencyFilter.class)
				.doesNotHaveBean(IdempotencyMeters.class)
				.doesNotHaveBean(HandlerLookup.class));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "ttl=24parsecs|weir.idempotency.ttl", "ttl=-1s|weir.idempotency.ttl",
			"concurrent=sometimes|weir.idempotency.concurrent", "key-syntax=loose|weir.idempotency.key-syntax",
			"store=disk|weir.idempotency.store", "methods=GET|weir.idempotency.methods",
			"key-max-length=0|weir.idempotency.key-max-length", "header=a b|weir.idempotency.header",
			"max-in-flight=0|weir.idempotency.max-in-flight", "record.max-body-size=1parsec|record.max-body-size",
			"record.statuses=6xx|weir.idempotency.record.statuses", "key-pattern=[|weir.idempotency.key-pattern",
			"endpoints[0].path=a|weir.idempotency.endpoints[].path", "memory.when-full=panic|memory.when-full",
			"wait-at-most=0s|weir.idempotency.wait-at-most", "enabled=flase|weir.idempotency.enabled",
			"include=payments|weir.idempotency.include", "include=|weir.idempotency.include",
			"exclude={|weir.idempotency.exclude", "endpoints[0].path=/x{|weir.idempotency.endpoints[].path",
			"scope.header=X Tenant|weir.idempotency.scope.header",
			"memory.max-size=1B|weir.idempotency.memory.max-size" })
	void failsAtStartAndNamesThePropertyWhenItIsWrong(String property, String named) {
		this.runner.withPropertyValues("weir.idempotency." + property)
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.satisfies((failure) -> assertThat(messages(failure)).contains(named)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "enabled=yes", "key-pattern=", "documentation-uri=", "scope.header=" })
	void startsAsByDefaultWhenThePropertySaysNothingElse(String property) {
		this.runner.withPropertyValues("weir.idempotency." + property)
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(IdempotencyFilter.class));
	}

	private static String messages(Throwable failure) {
		StringBuilder messages = new StringBuilder();
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			messages.append(cause).append('\n');
		}
		return messages.toString();
	}

}
