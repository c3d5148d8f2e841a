// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.autoconfigure;

import io.lettuce.core.RedisClient;
import io.weir.idempotency.IdempotencyStore;
import io.weir.idempotency.redis.RedisIdempotencyStore;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.Environment;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.transaction.ConfigurableTransactionManager;

/**
 * Auto-configuration of the store on Redis.
 */
@AutoConfiguration(before = IdempotencyAutoConfiguration.class,
		afterName = "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@Conditional(OnIdempotencyEnabled.class)
@ConditionalOnProperty(name = "weir.idempotency.store", havingValue = "redis")
@ConditionalOnClass({ RedisConnectionFactory.class, RedisClient.class })
@ConditionalOnBean(RedisConnectionFactory.class)
@ConditionalOnMissingBean(IdempotencyStore.class)
@EnableConfigurationProperties(IdempotencyProperties.class)
public final class RedisStoreAutoConfiguration {

	@Bean
	RedisStoreConnections idempotencyRedisConnections(RedisConnectionFactory connections, Environment environment) {
		return RedisStoreConnections.of(connections, environment);
	}

	@Bean
	RedisIdempotencyStore idempotencyStore(RedisStoreConnections connections, IdempotencyProperties properties) {
		RedisIdempotencyStore store = new RedisIdempotencyStore(connections.factory(), properties.redis().keyPrefix());
		store.checkEvictionPolicy();
		return store;
	}

	@Bean
	SmartInitializingSingleton idempotencyTransactionListener(RedisIdempotencyStore store,
			ObjectProvider<ConfigurableTransactionManager> transactionManagers) {
		return () -> transactionManagers.stream()
			.forEach((transactionManager) -> transactionManager.addListener(store.transactionListener()));
	}

}
