// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.autoconfigure;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

import io.weir.idempotency.IdempotencyStore;
import io.weir.idempotency.actuate.IdempotencyEndpoint;
import io.weir.idempotency.actuate.OutcomeCounts;
import io.weir.idempotency.lock.LockTable;
import io.weir.idempotency.servlet.IdempotencyFilter;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the endpoint {@code idempotency}.
 */
@AutoConfiguration(after = IdempotencyAutoConfiguration.class)
@ConditionalOnClass({ WebEndpoint.class, ConditionalOnAvailableEndpoint.class })
@ConditionalOnBean(LockTable.class)
@ConditionalOnAvailableEndpoint(IdempotencyEndpoint.class)
public final class IdempotencyEndpointAutoConfiguration {

	@Bean
	OutcomeCounts idempotencyOutcomeCounts() {
		return new OutcomeCounts();
	}

	@Bean
	@ConditionalOnMissingBean
	IdempotencyEndpoint idempotencyEndpoint(IdempotencyProperties properties, OutcomeCounts counts,
			LockTable<?, ?> locks, ObjectProvider<IdempotencyFilter> filter, IdempotencyStore store) {
		Set<String> methods = new TreeSet<>(properties.methods());
		IdempotencyEndpoint.Policy policy = new IdempotencyEndpoint.Policy(properties.header(),
				properties.keySyntax().name().toLowerCase(Locale.ROOT), methods, properties.ttl().toString(),
				properties.required(), name(properties, store));
		return new IdempotencyEndpoint(policy, counts, locks, () -> filter.getObject().waiting(), store);
	}

	/** A store of the application's own has the name of its class. */
	private static String name(IdempotencyProperties properties, IdempotencyStore store) {
		boolean ours = store.getClass().getPackageName().startsWith(IdempotencyStore.class.getPackageName() + '.');
		return ours ? properties.store().name().toLowerCase(Locale.ROOT) : store.getClass().getSimpleName();
	}

}
