// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.autoconfigure;

import java.util.Map;

import io.weir.accesslog.actuate.AccessLogEndpoint;
import io.weir.accesslog.actuate.AccessLogReport;
import io.weir.accesslog.actuate.KnownArgumentsAdvisor;
import io.weir.accesslog.body.BodyBudget;
import io.weir.accesslog.body.BodyCaptures;
import io.weir.accesslog.emit.QueuedSink;
import io.weir.accesslog.metrics.AccessLogCounters;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Auto-configuration of the actuator endpoint {@code accesslog}.
 */
@AutoConfiguration(after = AccessLogAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnBean(BodyCaptures.class)
public final class AccessLogEndpointAutoConfiguration {

	/**
	 * Looked at only when Actuator is there, whose condition it carries.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnAvailableEndpoint(AccessLogEndpoint.class)
	static class EndpointConfiguration {

		@Bean
		@ConditionalOnMissingBean
		AccessLogEndpoint accessLogEndpoint(AccessLogProperties properties, AccessLogCounters counters,
				BodyBudget budget, BodyCaptures captures, ObjectProvider<QueuedSink> queue) {
			Map<String, Object> settings = EffectiveSettings.of(properties);
			int capacity = properties.async().enabled() ? properties.async().queueCapacity() : 0;
			return new AccessLogEndpoint(() -> {
				QueuedSink queued = queue.getIfAvailable();
				int size = (queued != null) ? queued.size() : 0;
				return AccessLogReport.of(settings, counters, new AccessLogReport.Queue(size, capacity), budget,
						captures);
			}, captures);
		}

		@Bean
		KnownArgumentsAdvisor accessLogKnownArgumentsAdvisor() {
			return new KnownArgumentsAdvisor();
		}

	}

	/**
	 * Answers for bodies that Spring MVC cannot read.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnAvailableEndpoint(AccessLogEndpoint.class)
	@ConditionalOnClass({ HandlerExceptionResolver.class, PathMappedEndpoints.class })
	static class WebMvcEndpointConfiguration {

		@Bean
		UnreadableBodyResolver accessLogUnreadableBodyResolver(ObjectProvider<PathMappedEndpoints> endpoints) {
			return new UnreadableBodyResolver(
					() -> String.valueOf(endpoints.getObject().getPath(EndpointId.of("accesslog"))));
		}

	}

}
