// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.autoconfigure;

import io.weir.idempotency.IdempotencyStore;
import io.weir.idempotency.StoreKey;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the health of a store that may be away: it asks for a record that
 * does not exist, the way requests do.
 */
@AutoConfiguration(after = IdempotencyAutoConfiguration.class)
@ConditionalOnClass({ HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnBean(IdempotencyStore.class)
@ConditionalOnProperty(name = "weir.idempotency.store")
@ConditionalOnEnabledHealthIndicator("idempotency")
public final class StoreHealthAutoConfiguration {

	private static final StoreKey NOBODYS = new StoreKey("0".repeat(64));

	@Bean
	@ConditionalOnMissingBean(name = "idempotencyHealthIndicator")
	HealthIndicator idempotencyHealthIndicator(IdempotencyStore store, IdempotencyProperties properties) {
		return new AbstractHealthIndicator("The idempotency store does not answer") {

			@Override
			protected void doHealthCheck(Health.Builder health) {
				health.withDetail("store", properties.store());
				store.find(NOBODYS);
				health.up();
			}

		};
	}

}
