// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.autoconfigure;

import java.security.Principal;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.weir.idempotency.IdempotencyListener;
import io.weir.idempotency.IdempotencyScope;
import io.weir.idempotency.IdempotencyScopeResolver;
import io.weir.idempotency.IdempotencyStore;
import io.weir.idempotency.RequestFingerprinter;
import io.weir.idempotency.fingerprint.DefaultRequestFingerprinter;
import io.weir.idempotency.key.IdempotencyKeyParser;
import io.weir.idempotency.lock.LockTable;
import io.weir.idempotency.memory.CaffeineIdempotencyStore;
import io.weir.idempotency.servlet.ConfiguredPolicies;
import io.weir.idempotency.servlet.AnnotatedPolicies;
import io.weir.idempotency.servlet.FilterSettings;
import io.weir.idempotency.servlet.HandlerLookup;
import io.weir.idempotency.servlet.MvcHandlerLookup;
import io.weir.idempotency.servlet.GateLimits;
import io.weir.idempotency.servlet.HeaderNames;
import io.weir.idempotency.servlet.Holder;
import io.weir.idempotency.servlet.IdempotencyFilter;
import io.weir.idempotency.servlet.IdempotencyPolicy;
import io.weir.idempotency.servlet.PolicyResolver;
import io.weir.idempotency.servlet.Recorded;
import io.weir.idempotency.servlet.RecordingRules;
import io.weir.idempotency.servlet.RunEndValve;
import io.weir.idempotency.servlet.RunRequestListener;
import io.weir.idempotency.servlet.StatusSet;
import io.weir.idempotency.servlet.Timer;
import jakarta.servlet.DispatcherType;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Auto-configuration of idempotency.
 */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@Conditional(OnIdempotencyEnabled.class)
@EnableConfigurationProperties(IdempotencyProperties.class)
@ImportRuntimeHints(IdempotencyRuntimeHints.class)
public final class IdempotencyAutoConfiguration {

	/**
	 * Inside Spring Security (-100), so that the principal is known and nothing is
	 * replayed to someone who may not ask.
	 */
	static final int FILTER_ORDER = -50;

	@Bean
	@ConditionalOnMissingBean
	IdempotencyStore idempotencyStore(IdempotencyProperties properties) {
		if (properties.store() != IdempotencyProperties.Store.MEMORY) {
			throw new IllegalStateException(
					"weir.idempotency.store=" + properties.store().name().toLowerCase(Locale.ROOT) + " needs "
							+ ((properties.store() == IdempotencyProperties.Store.JDBC)
									? "spring-boot-starter-jdbc and one DataSource"
									: "spring-boot-starter-data-redis and a RedisConnectionFactory")
							+ "; allowed without are: memory");
		}
		return new CaffeineIdempotencyStore(properties.memory().maxSize().toBytes(), properties.memory().whenFull());
	}

	@Bean
	@ConditionalOnMissingBean
	IdempotencyScopeResolver idempotencyScopeResolver(IdempotencyProperties properties) {
		String header = properties.scope().header();
		return (request) -> {
			Principal principal = request.principal();
			String tenant = (header != null) ? request.header(header) : null;
			return (principal == null && tenant == null) ? IdempotencyScope.ANONYMOUS
					: new IdempotencyScope(tenant, (principal != null) ? principal.getName() : null);
		};
	}

	@Bean
	@ConditionalOnMissingBean
	RequestFingerprinter idempotencyRequestFingerprinter() {
		return new DefaultRequestFingerprinter();
	}

	@Bean
	Timer idempotencyTimer() {
		return new Timer();
	}

	@Bean
	LockTable<Holder, Recorded> idempotencyLockTable(IdempotencyProperties properties, Timer timer) {
		return new LockTable<>(properties.lockIdleExpiry(), properties.maxWaiting(), properties.maxWaitingPerKey(),
				timer);
	}

	@Bean
	PolicyResolver idempotencyPolicies(IdempotencyProperties properties, ObjectProvider<HandlerLookup> handlers) {
		IdempotencyPolicy general = new IdempotencyPolicy(true, properties.required(), properties.ttl(),
				properties.concurrent(), properties.waitAtMost());
		List<ConfiguredPolicies.Rule> rules = properties.endpoints()
			.stream()
			.map((endpoint) -> new ConfiguredPolicies.Rule(pattern(endpoint.path()), endpoint.methods(),
					policy(endpoint, general)))
			.toList();
		List<PathPattern> include = properties.include().contains("/**") ? List.of() : patterns(properties.include());
		PolicyResolver configured = new ConfiguredPolicies(properties.methods(), include,
				patterns(properties.exclude()), rules, general);
		HandlerLookup lookup = handlers.getIfAvailable();
		return (lookup != null) ? new AnnotatedPolicies(configured, general, lookup) : configured;
	}

	/**
	 * Handlers of Spring MVC.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(HandlerMapping.class)
	static class MvcConfiguration {

		@Bean
		HandlerLookup idempotencyHandlerLookup(ApplicationContext context) {
			return new MvcHandlerLookup(context);
		}

	}

	@Bean
	IdempotencyFilter idempotencyFilter(IdempotencyProperties properties, PolicyResolver policies,
			ObjectProvider<HandlerLookup> handlers, IdempotencyScopeResolver scopes, RequestFingerprinter fingerprinter,
			LockTable<Holder, Recorded> locks, IdempotencyStore store, ObjectProvider<StoreDecorator> decorators,
			Timer timer, ObjectProvider<IdempotencyListener> listeners) {
		IdempotencyStore decorated = store;
		for (StoreDecorator decorator : decorators) {
			decorated = decorator.apply(decorated);
		}
		return new IdempotencyFilter(settings(properties), policies, handlers.getIfAvailable(), scopes, fingerprinter,
				locks, decorated, timer, listeners.orderedStream().toList());
	}

	@Bean
	FilterRegistrationBean<IdempotencyFilter> idempotencyFilterRegistration(IdempotencyFilter filter) {
		FilterRegistrationBean<IdempotencyFilter> registration = new FilterRegistrationBean<>(filter);
		registration.setName("weirIdempotencyFilter");
		registration.setOrder(FILTER_ORDER);
		registration.setAsyncSupported(true);
		registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR));
		return registration;
	}

	@Bean
	ServletContextInitializer idempotencyRequestListener() {
		return RunRequestListener::addWhereNeeded;
	}

	private static FilterSettings settings(IdempotencyProperties properties) {
		IdempotencyProperties.Recording record = properties.record();
		RecordingRules recording = new RecordingRules((int) record.maxBodySize().toBytes(),
				new StatusSet(record.statuses()), new HeaderNames(record.excludedHeaders()),
				properties.fingerprint().maxDrain().toBytes());
		GateLimits limits = new GateLimits(properties.maxInFlight(), properties.maxWaiting(), properties.lease(),
				properties.storeFailure() == IdempotencyProperties.StoreFailure.PROCEED);
		return new FilterSettings(properties.header(),
				new IdempotencyKeyParser(properties.keySyntax(), properties.keyMaxLength(), properties.keyPattern()),
				properties.replayHeader(),
				(properties.documentationUri() != null) ? properties.documentationUri().toString() : null,
				properties.fingerprint().eagerLimit().toBytes(), recording, limits);
	}

	private static IdempotencyPolicy policy(IdempotencyProperties.Endpoint endpoint, IdempotencyPolicy general) {
		return new IdempotencyPolicy(or(endpoint.enabled(), general.enabled()),
				or(endpoint.required(), general.required()), or(endpoint.ttl(), general.ttl()),
				or(endpoint.concurrent(), general.concurrent()), or(endpoint.waitAtMost(), general.waitAtMost()));
	}

	private static <T> T or(@Nullable T value, T otherwise) {
		return (value != null) ? value : otherwise;
	}

	private static List<PathPattern> patterns(List<String> patterns) {
		return patterns.stream().map(IdempotencyAutoConfiguration::pattern).toList();
	}

	private static PathPattern pattern(String pattern) {
		return PathPatternParser.defaultInstance.parse(pattern);
	}

	/**
	 * The end of requests, as a Tomcat that the application starts knows it.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(ConfigurableTomcatWebServerFactory.class)
	static class TomcatConfiguration {

		@Bean
		WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> idempotencyTomcatCustomizer() {
			return (factory) -> factory.addContextCustomizers(RunEndValve::addTo);
		}

	}

}
