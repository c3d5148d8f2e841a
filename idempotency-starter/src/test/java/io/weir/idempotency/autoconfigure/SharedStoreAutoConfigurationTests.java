// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.autoconfigure;

import java.util.UUID;

import javax.sql.DataSource;

import io.lettuce.core.ClientOptions;
import io.weir.idempotency.IdempotencyStore;
import io.weir.idempotency.engine.RedisEngine;
import io.weir.idempotency.jdbc.JdbcIdempotencyStore;
import io.weir.idempotency.memory.CaffeineIdempotencyStore;
import io.weir.idempotency.redis.RedisIdempotencyStore;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Which store an application gets, and what it says to settings that do not go.
 */
class SharedStoreAutoConfigurationTests {

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class,
				DataSourceTransactionManagerAutoConfiguration.class, DataRedisAutoConfiguration.class,
				JdbcStoreAutoConfiguration.class, RedisStoreAutoConfiguration.class, IdempotencyAutoConfiguration.class,
				StoreHealthAutoConfiguration.class))
		.withPropertyValues("spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID());

	@Test
	void keepsRecordsInMemoryByDefault() {
		this.runner.run((context) -> assertThat(context).getBean(IdempotencyStore.class)
			.isInstanceOf(CaffeineIdempotencyStore.class));
	}

	@Test
	void createsTheTableInAnEmbeddedDatabase() {
		this.runner.withPropertyValues("weir.idempotency.store=jdbc", "weir.idempotency.jdbc.table-name=my_keys")
			.run((context) -> {
				assertThat(context).getBean(IdempotencyStore.class).isInstanceOf(JdbcIdempotencyStore.class);
				assertThat(new JdbcTemplate(context.getBean(DataSource.class)).queryForList("SELECT * FROM my_keys"))
					.isEmpty();
				assertThat(context.getBean("idempotencyHealthIndicator", HealthIndicator.class).health().getStatus())
					.isEqualTo(Status.UP);
			});
	}

	@Test
	void failsNamingThePropertyWhenTheTableIsMissing() {
		this.runner.withPropertyValues("weir.idempotency.store=jdbc", "weir.idempotency.jdbc.initialize-schema=never")
			.run((context) -> assertThat(context.getStartupFailure())
				.hasStackTraceContaining("weir.idempotency.jdbc.initialize-schema=always"));
	}

	@Test
	void failsNamingThePropertyWhenTheTableNameIsNone() {
		this.runner.withPropertyValues("weir.idempotency.store=jdbc", "weir.idempotency.jdbc.table-name=a;b")
			.run((context) -> assertThat(context.getStartupFailure())
				.hasStackTraceContaining("weir.idempotency.jdbc.table-name"));
	}

	@Test
	void failsNamingWhatIsMissingWhenThereIsNoJdbc() {
		this.runner.withPropertyValues("weir.idempotency.store=jdbc")
			.withClassLoader(new FilteredClassLoader(DataSourceUtils.class))
			.run((context) -> assertThat(context.getStartupFailure())
				.hasStackTraceContaining("weir.idempotency.store=jdbc needs spring-boot-starter-jdbc"));
	}

	@Test
	void asksRedisOverConnectionsOfItsOwnThatFailFast() {
		this.runner
			.withPropertyValues("weir.idempotency.store=redis", "spring.data.redis.port=" + RedisEngine.shared().port())
			.run((context) -> {
				assertThat(context).getBean(IdempotencyStore.class).isInstanceOf(RedisIdempotencyStore.class);
				LettuceConnectionFactory own = (LettuceConnectionFactory) context.getBean(RedisStoreConnections.class)
					.factory();
				assertThat(own).isNotSameAs(context.getBean(LettuceConnectionFactory.class));
				assertThat(own.getTimeout()).isEqualTo(1000);
				assertThat(own.getClientConfiguration().getClientOptions().orElseThrow().getDisconnectedBehavior())
					.isEqualTo(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS);
			});
	}

	@Test
	void startsWhenRedisIsAway() {
		this.runner.withPropertyValues("weir.idempotency.store=redis", "spring.data.redis.port=1").run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean("idempotencyHealthIndicator", HealthIndicator.class).health().getStatus())
				.isEqualTo(Status.DOWN);
		});
	}

	@Test
	void failsNamingWhatIsMissingWhenThereIsNoRedis() {
		this.runner.withPropertyValues("weir.idempotency.store=redis")
			.withClassLoader(new FilteredClassLoader("org.springframework.data.redis"))
			.run((context) -> assertThat(context.getStartupFailure())
				.hasStackTraceContaining("weir.idempotency.store=redis needs spring-boot-starter-data-redis"));
	}

	@Test
	void backsOffWhenTheApplicationHasAStore() {
		IdempotencyStore own = mock(IdempotencyStore.class);
		this.runner.withPropertyValues("weir.idempotency.store=redis")
			.withBean(IdempotencyStore.class, () -> own)
			.run((context) -> assertThat(context).getBean(IdempotencyStore.class).isSameAs(own));
	}

}
