// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.situation;

import java.util.List;

import io.weir.accesslog.AccessLogEntry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One exchange of every kind: one entry, with the status and the sizes that the socket
 * saw.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ExchangeSituationTests {

	private ServletWebServerApplicationContext context;

	private CollectedEntries entries;

	abstract Container container();

	boolean isDeployed() {
		return false;
	}

	Class<?>[] beside() {
		return new Class<?>[] { CollectedEntries.class };
	}

	@BeforeAll
	void start() {
		this.context = SituationApplication.start(container(), beside());
		this.entries = this.context.getBean(CollectedEntries.class);
	}

	@AfterAll
	void stopWithOneEntryEach() {
		this.context.close();
		assertThat(Situations.all())
			.allSatisfy((situation) -> assertThat(this.entries.of(situation.name())).hasSize(1));
	}

	static List<Situation> situations() {
		return Situations.all();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("situations")
	void logsWhatTheSocketSawWhenTheExchangeIsOver(Situation situation) throws Exception {
		RawResponse response;
		try (RawConnection connection = new RawConnection(SituationApplication.port(this.context))) {
			response = RawResponse.parse(connection.send(situation.request()).readToEnd());
		}
		AccessLogEntry entry = this.entries.await(situation.name());
		assertThat(response.status()).as(response.text()).isEqualTo(situation.status(container()));
		assertThat(entry.response().status()).isEqualTo(response.status());
		assertThat(entry.response().bodyBytes()).isEqualTo(response.body().length);
		assertThat(entry.request().bodyBytes()).isEqualTo(situation.readBytes(!isDeployed()));
		assertThat(entry.request().path()).isEqualTo(situation.path());
		if (situation.text() != null) {
			assertThat(response.text()).isEqualTo(situation.text());
		}
		assertThat(entry.handling().aborted()).isFalse();
		situation.expectation().accept(entry);
	}

	static class TomcatTests extends ExchangeSituationTests {

		@Override
		Container container() {
			return Container.TOMCAT;
		}

	}

	/**
	 * As in a Tomcat that the application is deployed to and cannot customize.
	 */
	static class DeployedToTomcatTests extends TomcatTests {

		@Override
		Class<?>[] beside() {
			return new Class<?>[] { CollectedEntries.class, NotCustomized.class };
		}

		@Override
		boolean isDeployed() {
			return true;
		}

	}

	static class NotCustomized implements BeanFactoryPostProcessor {

		@Override
		public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
			((BeanDefinitionRegistry) beanFactory).removeBeanDefinition("accessLogTomcatCustomizer");
		}

	}

	static class JettyTests extends ExchangeSituationTests {

		@Override
		Container container() {
			return Container.JETTY;
		}

	}

}
