// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.autoconfigure;

import java.time.Clock;

import io.weir.accesslog.body.BodyBudget;
import io.weir.accesslog.body.BodyCaptures;
import io.weir.accesslog.body.BodyModes;
import io.weir.accesslog.body.MediaTypes;
import io.weir.accesslog.client.ClientAddresses;
import io.weir.accesslog.emit.LevelGate;
import io.weir.accesslog.metrics.AccessLogCounters;
import io.weir.accesslog.servlet.AccessLogFilter;
import io.weir.accesslog.servlet.ExchangePolicy;
import io.weir.accesslog.servlet.HandlerRecorder;
import io.weir.accesslog.servlet.HeaderNames;
import io.weir.accesslog.servlet.PathSelection;
import io.weir.accesslog.servlet.RequestEndListener;
import io.weir.accesslog.servlet.RequestEndValve;
import jakarta.servlet.DispatcherType;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Auto-configuration of the access log.
 */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnSwitch("weir.access-log.enabled")
@EnableConfigurationProperties(AccessLogProperties.class)
@Import(EmissionConfiguration.class)
public final class AccessLogAutoConfiguration {

	/**
	 * After {@code ForwardedHeaderFilter} and {@code ServerHttpObservationFilter}, before
	 * everything that may answer early.
	 */
	static final int FILTER_ORDER = Ordered.HIGHEST_PRECEDENCE + 5;

	AccessLogAutoConfiguration(AccessLogProperties properties) {
		PropertyChecks.check(properties);
	}

	@Bean
	AccessLogCounters accessLogCounters() {
		return new AccessLogCounters();
	}

	@Bean
	BodyBudget accessLogBodyBudget(AccessLogProperties properties) {
		return new BodyBudget(properties.body().memoryLimit().toBytes());
	}

	@Bean
	BodyCaptures accessLogBodyCaptures(AccessLogProperties properties) {
		return new BodyCaptures(new BodyModes(properties.body().request(), properties.body().response()),
				Clock.systemUTC());
	}

	@Bean
	ExchangePolicy accessLogExchangePolicy(AccessLogProperties properties, BodyCaptures captures, BodyBudget budget,
			AccessLogCounters counters, LevelGate sink) {
		AccessLogProperties.Body body = properties.body();
		return new ExchangePolicy(new PathSelection(properties.include(), properties.exclude()),
				new HeaderNames(properties.headers().request()), new HeaderNames(properties.headers().response()),
				new ClientAddresses(properties.clientAddress().trustedProxies(), properties.clientAddress().header()),
				properties.requestId().header(), properties.slowThreshold().toNanos(), properties.sampling().rate(),
				new ExchangePolicy.Bodies(captures, new MediaTypes(body.contentTypes()),
						Math.toIntExact(body.maxSize().toBytes()), budget),
				counters, sink);
	}

	@Bean
	FilterRegistrationBean<AccessLogFilter> accessLogFilter(ExchangePolicy policy) {
		FilterRegistrationBean<AccessLogFilter> registration = new FilterRegistrationBean<>(
				new AccessLogFilter(policy));
		registration.setName("weirAccessLogFilter");
		registration.setOrder(FILTER_ORDER);
		registration.setAsyncSupported(true);
		registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR,
				DispatcherType.INCLUDE);
		return registration;
	}

	@Bean
	ServletContextInitializer accessLogRequestListener() {
		return RequestEndListener::addWhereNeeded;
	}

	/**
	 * The end of requests, as a Tomcat that the application starts knows it.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(ConfigurableTomcatWebServerFactory.class)
	static class TomcatConfiguration {

		@Bean
		WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> accessLogTomcatCustomizer() {
			return (factory) -> factory.addContextCustomizers(RequestEndValve::addTo);
		}

	}

	/**
	 * Route, handler, user and exceptions, as Spring MVC knows them.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ WebMvcConfigurer.class, HandlerExceptionResolver.class })
	static class WebMvcConfiguration {

		@Bean
		HandlerRecorder accessLogHandlerRecorder() {
			return new HandlerRecorder();
		}

		@Bean
		WebMvcConfigurer accessLogWebMvcConfigurer(HandlerRecorder recorder) {
			return new WebMvcConfigurer() {

				@Override
				public void addInterceptors(InterceptorRegistry registry) {
					registry.addInterceptor(recorder).order(Ordered.HIGHEST_PRECEDENCE);
				}

			};
		}

	}

}
