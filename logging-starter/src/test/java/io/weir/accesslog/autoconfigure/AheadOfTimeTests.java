// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.autoconfigure;

import java.util.stream.Stream;

import io.weir.accesslog.actuate.AccessLogEndpoint;
import io.weir.accesslog.actuate.AccessLogReport;
import io.weir.accesslog.actuate.ActiveCapture;
import org.junit.jupiter.api.Test;

import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.GeneratedFiles.Kind;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.javapoet.ClassName;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The access log in an application that is processed ahead of time, as for a native
 * image.
 */
class AheadOfTimeTests {

	private final InMemoryGeneratedFiles files = new InMemoryGeneratedFiles();

	@Test
	void hintsCoverWhatIsBoundToPropertiesAndWrittenByTheEndpoint() {
		RuntimeHints hints = process();
		assertThat(Stream
			.concat(Stream.of(AccessLogProperties.class),
					Stream.of(AccessLogProperties.class.getDeclaredClasses()).filter(Class::isRecord))
			.toList()).hasSize(10).allSatisfy((bound) -> {
				var constructor = bound.getDeclaredConstructors()[0];
				assertThat(RuntimeHintsPredicates.reflection().onConstructorInvocation(constructor)).as(bound.getName())
					.accepts(hints);
			});
		assertThat(Stream.of(AccessLogReport.class, AccessLogReport.Queue.class, AccessLogReport.Memory.class,
				ActiveCapture.class))
			.allSatisfy((written) -> {
				for (var component : written.getRecordComponents()) {
					assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(component.getAccessor()))
						.as(component.toString())
						.accepts(hints);
				}
			});
		assertThat(AccessLogEndpoint.class.getDeclaredMethods())
			.filteredOn((method) -> method.getAnnotations().length > 0)
			.hasSize(3)
			.allSatisfy((operation) -> assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(operation))
				.as(operation.getName())
				.accepts(hints));
	}

	@Test
	void everyBeanIsRegisteredByGeneratedCode() {
		process();
		assertThat(this.files.getGeneratedFiles(Kind.SOURCE).keySet())
			.anyMatch((file) -> file.contains("AccessLogAutoConfiguration__BeanDefinitions"))
			.anyMatch((file) -> file.contains("EmissionConfiguration__BeanDefinitions"))
			.anyMatch((file) -> file.contains("AccessLogEndpointAutoConfiguration__BeanDefinitions"))
			.anyMatch((file) -> file.contains("AccessLogMetricsAutoConfiguration__BeanDefinitions"));
	}

	private RuntimeHints process() {
		try (var context = new AnnotationConfigServletWebServerApplicationContext()) {
			TestPropertyValues.of("management.endpoints.web.exposure.include=accesslog").applyTo(context);
			context.register(AccessLogAutoConfiguration.class, AccessLogEndpointAutoConfiguration.class,
					AccessLogMetricsAutoConfiguration.class);
			var generation = new DefaultGenerationContext(
					new ClassNameGenerator(ClassName.get("io.weir", "AheadOfTime")), this.files);
			new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
			generation.writeGeneratedContent();
			return generation.getRuntimeHints();
		}
	}

}
