// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.autoconfigure;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.weir.idempotency.IdempotencyStore;
import io.weir.idempotency.lock.LockTable;
import io.weir.idempotency.memory.CaffeineIdempotencyStore;
import io.weir.idempotency.metrics.IdempotencyMeters;
import io.weir.idempotency.metrics.TimedIdempotencyStore;
import io.weir.idempotency.servlet.IdempotencyFilter;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of idempotency's metrics.
 */
@AutoConfiguration(after = IdempotencyAutoConfiguration.class,
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({ MeterRegistry.class, LockTable.class })
public final class IdempotencyMetricsAutoConfiguration {

	@Bean
	IdempotencyMeters idempotencyMeters(MeterRegistry registry) {
		return new IdempotencyMeters(registry);
	}

	@Bean
	StoreDecorator idempotencyStoreTimer(MeterRegistry registry) {
		return (store) -> new TimedIdempotencyStore(store, registry);
	}

	@Bean
	MeterBinder idempotencyLockMetrics(LockTable<?, ?> locks, IdempotencyFilter filter) {
		return (registry) -> {
			Gauge.builder("weir.idempotency.locks", locks, LockTable::entries)
				.description("Entries in the lock table")
				.register(registry);
			Gauge.builder("weir.idempotency.locks.held", locks, LockTable::held)
				.description("Locks that are held")
				.register(registry);
			Gauge.builder("weir.idempotency.waiting", filter, IdempotencyFilter::waiting)
				.description("Requests that are suspended because their key is outstanding")
				.register(registry);
		};
	}

	@Bean
	MeterBinder idempotencyMemoryMetrics(IdempotencyStore configured) {
		return (registry) -> {
			// Asked of the bean itself: its declared type says nothing of the memory
			// store.
			if (!(configured instanceof CaffeineIdempotencyStore store)) {
				return;
			}
			Gauge.builder("weir.idempotency.memory.records", store, CaffeineIdempotencyStore::records)
				.description("Records in the memory store")
				.register(registry);
			Gauge.builder("weir.idempotency.memory.size", store, CaffeineIdempotencyStore::sizeBytes)
				.description("Size of the records in the memory store")
				.baseUnit("bytes")
				.register(registry);
			FunctionCounter.builder("weir.idempotency.memory.evictions", store, CaffeineIdempotencyStore::evictedBodies)
				.description("Evictions from the memory store")
				.tag("what", "body")
				.register(registry);
			FunctionCounter
				.builder("weir.idempotency.memory.evictions", store, CaffeineIdempotencyStore::evictedMarkers)
				.description("Evictions from the memory store")
				.tag("what", "marker")
				.register(registry);
		};
	}

}
