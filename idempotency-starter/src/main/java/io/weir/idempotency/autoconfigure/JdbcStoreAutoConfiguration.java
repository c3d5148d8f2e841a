// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.autoconfigure;

import javax.sql.DataSource;

import io.weir.idempotency.IdempotencyStore;
import io.weir.idempotency.jdbc.ExpiredRecordCleanup;
import io.weir.idempotency.jdbc.JdbcIdempotencyStore;
import io.weir.idempotency.jdbc.JdbcMode;
import io.weir.idempotency.jdbc.TableName;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.ConfigurableTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Auto-configuration of the store in a database.
 */
@AutoConfiguration(before = IdempotencyAutoConfiguration.class,
		afterName = { "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
				"org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration",
				"org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration",
				"org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration" })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@Conditional(OnIdempotencyEnabled.class)
@ConditionalOnProperty(name = "weir.idempotency.store", havingValue = "jdbc")
@ConditionalOnClass({ DataSourceUtils.class, DataSourceScriptDatabaseInitializer.class })
@ConditionalOnSingleCandidate(DataSource.class)
@ConditionalOnMissingBean(IdempotencyStore.class)
@EnableConfigurationProperties(IdempotencyProperties.class)
public final class JdbcStoreAutoConfiguration {

	@Bean
	JdbcStoreSchemaInitializer idempotencySchemaInitializer(DataSource dataSource, IdempotencyProperties properties) {
		return JdbcStoreSchemaInitializer.of(dataSource, tableName(properties), properties.jdbc().initializeSchema());
	}

	@Bean
	@DependsOnDatabaseInitialization
	JdbcIdempotencyStore idempotencyStore(DataSource dataSource, IdempotencyProperties properties,
			ObjectProvider<PlatformTransactionManager> transactionManagers) {
		JdbcMode mode = properties.jdbc().mode();
		PlatformTransactionManager transactionManager = transactionManagers.getIfUnique();
		if (mode == JdbcMode.TRANSACTIONAL && transactionManager == null) {
			throw new IllegalStateException("weir.idempotency.jdbc.mode=transactional needs one transaction manager,"
					+ " or a primary one; allowed without are: marker");
		}
		JdbcIdempotencyStore store = new JdbcIdempotencyStore(dataSource, tableName(properties), mode,
				transactionManager);
		store.checkTable();
		return store;
	}

	@Bean
	SmartInitializingSingleton idempotencyTransactionListener(JdbcIdempotencyStore store,
			ObjectProvider<ConfigurableTransactionManager> transactionManagers) {
		return () -> transactionManagers.stream()
			.forEach((transactionManager) -> transactionManager.addListener(store.transactionListener()));
	}

	@Bean
	ExpiredRecordCleanup idempotencyCleanup(JdbcIdempotencyStore store, IdempotencyProperties properties) {
		return new ExpiredRecordCleanup(store, properties.jdbc().cleanupInterval());
	}

	private static TableName tableName(IdempotencyProperties properties) {
		try {
			return new TableName(properties.jdbc().tableName());
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalStateException("weir.idempotency.jdbc.table-name: " + ex.getMessage(), ex);
		}
	}

}
