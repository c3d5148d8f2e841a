// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.situation;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A response with the starter is byte for byte the response without it: with everything
 * recorded that can be, compressed and not.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WireIdentityTests {

	private static final String[] EVERYTHING = { "weir.access-log.body.request=always",
			"weir.access-log.body.response=always", "weir.access-log.headers.request=*",
			"weir.access-log.headers.response=*", "weir.access-log.async.enabled=false" };

	private ServletWebServerApplicationContext bare;

	private ServletWebServerApplicationContext logging;

	abstract Container container();

	abstract boolean compressed();

	@BeforeAll
	void start() {
		String compression = "server.compression.enabled=" + compressed();
		String smallest = "server.compression.min-response-size=1B";
		this.bare = SituationApplication.start(container(), "weir.access-log.enabled=false", compression, smallest);
		this.logging = SituationApplication.start(container(),
				Stream.concat(Stream.of(compression, smallest), Stream.of(EVERYTHING)).toArray(String[]::new));
	}

	@AfterAll
	void stop() {
		this.bare.close();
		this.logging.close();
	}

	static List<Situation> situations() {
		return Situations.all();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("situations")
	void sendsTheSameBytesWhenTheStarterIsThere(Situation situation) throws Exception {
		if (compressed()) {
			situation.header("Accept-Encoding", "gzip");
		}
		assertThat(exchange(this.logging, situation)).isEqualTo(exchange(this.bare, situation));
		assertThat(this.bare.getBean(CollectedEntries.class).of(situation.name())).isEmpty();
	}

	private static String exchange(ServletWebServerApplicationContext context, Situation situation) throws Exception {
		try (RawConnection connection = new RawConnection(SituationApplication.port(context))) {
			return masked(connection.send(situation.request()).readToEnd());
		}
	}

	/**
	 * What differs from one second or one run to the next.
	 */
	private static String masked(byte[] raw) {
		return new String(raw, StandardCharsets.ISO_8859_1).replaceAll("Date: [^\r]+", "Date: then")
			.replaceAll("JSESSIONID=[^;]+", "JSESSIONID=some");
	}

	static class TomcatTests extends WireIdentityTests {

		@Override
		Container container() {
			return Container.TOMCAT;
		}

		@Override
		boolean compressed() {
			return false;
		}

	}

	static class JettyTests extends WireIdentityTests {

		@Override
		Container container() {
			return Container.JETTY;
		}

		@Override
		boolean compressed() {
			return false;
		}

	}

	static class CompressedTomcatTests extends TomcatTests {

		@Override
		boolean compressed() {
			return true;
		}

	}

	static class CompressedJettyTests extends JettyTests {

		@Override
		boolean compressed() {
			return true;
		}

	}

}
