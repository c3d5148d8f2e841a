// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.autoconfigure;

import java.util.UUID;

import io.weir.idempotency.Idempotent;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.GeneratedFiles.Kind;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.web.context.servlet.AnnotationConfigServletWebApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.javapoet.ClassName;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application context as it is written down ahead of time: what a native image must
 * keep for the starter.
 */
class AotTests {

	@ParameterizedTest
	@ValueSource(strings = { "memory", "jdbc", "redis" })
	void hintsAtWhatIsFoundByNameWhenItIsProcessedAheadOfTime(String store) {
		RuntimeHints hints = process(store);
		assertThat(RuntimeHintsPredicates.reflection().onType(IdempotencyProperties.class)).accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection().onType(IdempotencyProperties.Endpoint.class)).accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection().onType(Idempotent.class)).accepts(hints);
		for (String database : new String[] { "h2", "postgresql", "mysql", "mariadb" }) {
			assertThat(RuntimeHintsPredicates.resource()
				.forResource("io/weir/idempotency/jdbc/schema-" + database + ".sql")).accepts(hints);
		}
		for (String script : new String[] { "claim", "complete", "find", "forget", "release", "renew" }) {
			assertThat(RuntimeHintsPredicates.resource().forResource("io/weir/idempotency/redis/" + script + ".lua"))
				.accepts(hints);
		}
	}

	private static RuntimeHints process(String store) {
		AnnotationConfigServletWebApplicationContext context = new AnnotationConfigServletWebApplicationContext();
		TestPropertyValues
			.of("weir.idempotency.store=" + store, "spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID())
			.applyTo(context);
		for (Class<?> configuration : AutoConfigurations.getClasses(AutoConfigurations.of(
				DataSourceAutoConfiguration.class, DataSourceTransactionManagerAutoConfiguration.class,
				DataRedisAutoConfiguration.class, JdbcStoreAutoConfiguration.class, RedisStoreAutoConfiguration.class,
				IdempotencyAutoConfiguration.class))) {
			context.register(configuration);
		}
		InMemoryGeneratedFiles files = new InMemoryGeneratedFiles();
		DefaultGenerationContext generation = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get("io.weir.generated", "Application")), files);
		new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
		generation.writeGeneratedContent();
		assertThat(files.getGeneratedFiles(Kind.SOURCE)).isNotEmpty();
		return generation.getRuntimeHints();
	}

}
