// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.autoconfigure;

import java.nio.file.Files;
import java.nio.file.Path;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.weir.accesslog.AccessLogWriter;
import io.weir.accesslog.BodyPreview;
import io.weir.accesslog.BodyRedactor;
import io.weir.accesslog.HeaderRedactor;
import io.weir.accesslog.actuate.AccessLogEndpoint;
import io.weir.accesslog.emit.QueuedSink;
import io.weir.accesslog.emit.RolledFile;
import io.weir.accesslog.metrics.AccessLogMetrics;
import io.weir.accesslog.servlet.AccessLogFilter;
import io.weir.accesslog.servlet.ExchangePolicy;
import io.weir.accesslog.servlet.HandlerRecorder;
import jakarta.servlet.DispatcherType;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import static org.assertj.core.api.Assertions.assertThat;

class AccessLogAutoConfigurationTests {

	private static final AutoConfigurations AUTO_CONFIGURATIONS = AutoConfigurations.of(
			AccessLogAutoConfiguration.class, AccessLogEndpointAutoConfiguration.class,
			AccessLogMetricsAutoConfiguration.class);

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(AUTO_CONFIGURATIONS);

	@Test
	void logsWhenNothingIsSet() {
		this.runner.run((context) -> {
			FilterRegistrationBean<?> filter = context.getBean("accessLogFilter", FilterRegistrationBean.class);
			assertThat(filter.getFilter()).isInstanceOf(AccessLogFilter.class);
			assertThat(filter.getOrder()).isBetween(Ordered.HIGHEST_PRECEDENCE + 2, Ordered.HIGHEST_PRECEDENCE + 10);
			assertThat(filter.isAsyncSupported()).isTrue();
			assertThat(filter.determineDispatcherTypes()).contains(DispatcherType.REQUEST, DispatcherType.ASYNC,
					DispatcherType.ERROR);
			assertThat(context).hasSingleBean(HandlerRecorder.class)
				.hasSingleBean(AccessLogWriter.class)
				.hasSingleBean(AccessLogMetrics.class)
				.hasSingleBean(QueuedSink.class)
				.doesNotHaveBean(AccessLogEndpoint.class);
		});
	}

	@Test
	void isAbsentWhenTurnedOff() {
		this.runner.withPropertyValues("weir.access-log.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean("accessLogFilter")
				.doesNotHaveBean(AccessLogProperties.class)
				.doesNotHaveBean(AccessLogMetrics.class)
				.doesNotHaveBean(HandlerRecorder.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "true", "TRUE", "yes", "on", "1" })
	void logsOnAThreadOfItsOwnWhenTurnedOn(String on) {
		this.runner.withPropertyValues("weir.access-log.enabled=" + on, "weir.accessLog.async.enabled=" + on)
			.run((context) -> assertThat(context).hasBean("accessLogFilter").hasSingleBean(QueuedSink.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "false", "no", "off", "0" })
	void isAbsentHoweverItIsTurnedOff(String off) {
		this.runner.withPropertyValues("weir.accessLog.enabled=" + off)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("accessLogFilter"));
		this.runner.withPropertyValues("weir.access-log.async.enabled=" + off)
			.run((context) -> assertThat(context).hasBean("accessLogFilter").doesNotHaveBean(QueuedSink.class));
	}

	@Test
	void emptyNamesMeanNone() {
		this.runner
			.withPropertyValues("weir.access-log.file.name=", "weir.access-log.request-id.header=",
					"weir.access-log.exclude=", "weir.access-log.headers.request=")
			.run((context) -> {
				assertThat(EffectiveSettings.of(context.getBean(AccessLogProperties.class)))
					.doesNotContainKeys("file.name", "request-id.header");
				assertThat(context).doesNotHaveBean(RolledFile.class);
				assertThat(context.getBean(ExchangePolicy.class).requestIdHeader()).isNull();
			});
	}

	@Test
	void fileMayBeNamedFalse() throws Exception {
		Path file = Path.of("false");
		try {
			this.runner.withPropertyValues("weir.access-log.file.name=" + file)
				.run((context) -> assertThat(context).hasSingleBean(RolledFile.class));
			assertThat(file).exists();
		}
		finally {
			Files.deleteIfExists(file);
		}
	}

	@Test
	void isAbsentWhenTheApplicationServesNothing() {
		new ApplicationContextRunner().withConfiguration(AUTO_CONFIGURATIONS)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("accessLogFilter"));
	}

	@Test
	void backsOffWhenTheUserHasBeansOfItsOwn() {
		AccessLogWriter writer = (entry) -> {
		};
		HeaderRedactor headers = (name, value) -> value;
		BodyRedactor bodies = (contentType, text, truncated) -> BodyPreview.of(text, truncated);
		this.runner.withBean("writer", AccessLogWriter.class, () -> writer)
			.withBean("headers", HeaderRedactor.class, () -> headers)
			.withBean("bodies", BodyRedactor.class, () -> bodies)
			.run((context) -> {
				assertThat(context).getBean(AccessLogWriter.class).isSameAs(writer);
				assertThat(context).getBean(HeaderRedactor.class).isSameAs(headers);
				assertThat(context).getBean(BodyRedactor.class).isSameAs(bodies);
			});
	}

	@Test
	void worksWithoutMetricsWhenMicrometerIsAbsent() {
		this.runner.withClassLoader(new FilteredClassLoader(MeterBinder.class))
			.run((context) -> assertThat(context).hasBean("accessLogFilter").doesNotHaveBean(AccessLogMetrics.class));
	}

	@Test
	void worksWithoutEndpointWhenActuatorIsAbsent() {
		this.runner.withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate"))
			.withPropertyValues("management.endpoints.web.exposure.include=*")
			.run((context) -> assertThat(context).hasBean("accessLogFilter").doesNotHaveBean(AccessLogEndpoint.class));
	}

	@Test
	void worksWithoutHandlersWhenSpringMvcIsAbsent() {
		this.runner.withClassLoader(new FilteredClassLoader(WebMvcConfigurer.class))
			.run((context) -> assertThat(context).hasBean("accessLogFilter").doesNotHaveBean(HandlerRecorder.class));
	}

	@Test
	void worksWhenNoContainerIsThere() {
		this.runner.withClassLoader(new FilteredClassLoader("org.eclipse.jetty", "org.apache.catalina"))
			.run((context) -> assertThat(context).hasBean("accessLogFilter"));
	}

	@Test
	void hasAnEndpointWhenItIsExposed() {
		this.runner.withPropertyValues("management.endpoints.web.exposure.include=accesslog")
			.run((context) -> assertThat(context).hasSingleBean(AccessLogEndpoint.class));
	}

	@Test
	void writesOnTheRequestThreadWhenAsyncIsOff() {
		this.runner.withPropertyValues("weir.access-log.async.enabled=false")
			.run((context) -> assertThat(context).hasBean("accessLogFilter").doesNotHaveBean(QueuedSink.class));
	}

	@Test
	void hasTheDefaultsThatAreDocumentedWhenNothingIsSet() {
		this.runner.run((context) -> {
			AccessLogProperties properties = context.getBean(AccessLogProperties.class);
			assertThat(EffectiveSettings.of(properties)).containsEntry("logger-name", "weir.access")
				.containsEntry("format", "combined")
				.containsEntry("key-values", "auto")
				.containsEntry("body.request", "never")
				.containsEntry("body.max-size", "4096B")
				.containsEntry("body.memory-limit", "16777216B")
				.containsEntry("slow-threshold", "PT1S")
				.containsEntry("level.server-error", "error")
				.containsEntry("sampling.rate", 1.0)
				.containsEntry("async.queue-capacity", 8192)
				.containsEntry("async.overflow", "drop")
				.containsEntry("redact.mask", "***")
				.doesNotContainKey("request-id.header");
		});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			format=xml                                  | format                          | Format
			key-values=sometimes                        | key-values                      | KeyValues
			body.request=maybe                          | body.request                    | BodyMode
			level.slow=loud                             | level.slow                      | EntryLevel
			async.overflow=explode                      | async.overflow                  | Overflow
			body.max-size=4 elephants                   | body.max-size                   | DataSize
			slow-threshold=soon                         | slow-threshold                  | Duration
			format=pattern                              | pattern                         | {field}
			body.max-size=0B                            | body.max-size                   | at most 64MB
			body.memory-limit=-1B                       | body.memory-limit               | 0B or more
			sampling.rate=1.1                           | sampling.rate                   | from 0 to 1
			async.queue-capacity=0                      | async.queue-capacity            | 1 to
			client-address.trusted-proxies=10.0.0.0/33  | client-address.trusted-proxies  | 0 to 32
			client-address.trusted-proxies=proxy.local  | client-address.trusted-proxies  | CIDR
			include=/a/{                                | include                         | path patterns
			exclude=health                              | exclude                         | '/'
			request-id.header=X Request                 | request-id.header               | header
			file.total-size-cap=1MB                     | file.total-size-cap             | file.max-size
			enabled=flase                               | enabled                         | true or false
			enabled=                                    | enabled                         | true or false
			async.enabled=maybe                         | async.enabled                   | true or false
			include=                                    | include                         | enabled=false
			slow-threshold=200000d                      | slow-threshold                  | 36500d
			async.shutdown-timeout=200000d              | async.shutdown-timeout          | 36500d
			body.content-types=nonsense                 | body.content-types              | application/json
			body.content-types=text/plain;charset=utf-8 | body.content-types              | without parameters
			body.content-types=application/*+json       | body.content-types              | +xml
			headers.request=bad header                  | headers.request                 | names of headers
			headers.response=a:b                        | headers.response                | names of headers
			redact.names=---                            | redact.names                    | with a letter or digit
			""")
	void namesThePropertyAndWhatIsAllowedWhenAValueIsWrong(String setting, String property, String allowed) {
		this.runner.withPropertyValues("weir.access-log." + setting)
			.run((context) -> assertThat(context).getFailure()
				.extracting(AccessLogAutoConfigurationTests::messages, InstanceOfAssertFactories.STRING)
				.contains("weir.access-log." + property)
				.contains(allowed));
	}

	private static String messages(Throwable failure) {
		StringBuilder messages = new StringBuilder();
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			messages.append(cause.getMessage()).append('\n');
		}
		return messages.toString();
	}

}
