// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.autoconfigure;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.weir.accesslog.body.BodyBudget;
import io.weir.accesslog.emit.QueuedSink;
import io.weir.accesslog.metrics.AccessLogCounters;
import io.weir.accesslog.metrics.AccessLogMetrics;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the access log's metrics.
 */
@AutoConfiguration(after = AccessLogAutoConfiguration.class)
@ConditionalOnClass(MeterBinder.class)
@ConditionalOnBean(AccessLogCounters.class)
public final class AccessLogMetricsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	AccessLogMetrics accessLogMetrics(AccessLogCounters counters, BodyBudget budget, ObjectProvider<QueuedSink> queue) {
		QueuedSink queued = queue.getIfAvailable();
		return new AccessLogMetrics(counters, budget, (queued != null) ? queued::size : () -> 0);
	}

}
