// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.situation;

import java.io.OutputStream;
import java.lang.ref.WeakReference;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.weir.accesslog.AccessLogEntry;
import io.weir.accesslog.AccessLogWriter;
import io.weir.accesslog.BodyPreview;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is kept of bodies, and that it never grows over its limits.
 */
abstract class KeptBodyTests {

	private static final long LIMIT = 16 * 1024 * 1024;

	private static final int TRANSFERS = 64;

	private static final int TRANSFER_BYTES = 16 * 1024 * 1024;

	abstract Container container();

	@Test
	void keepsBothBodiesWhenAskedTo() throws Exception {
		try (ServletWebServerApplicationContext context = start("weir.access-log.body.request=always",
				"weir.access-log.body.response=always", "weir.access-log.body.max-size=20B")) {
			AccessLogEntry entry = exchange(context,
					Situation.of("json", "POST", "/echo").body("application/json", "{\"a\":\"\u00fc\"}"));
			assertThat(entry.request().body()).isEqualTo(BodyPreview.of("{\"a\":\"\u00fc\"}", false));
			assertThat(entry.response().body()).isEqualTo(BodyPreview.of("{\"a\":\"\u00fc\"}", false));
			entry = exchange(context, Situation.of("text", "GET", "/raw/write-text?charset=UTF-16BE"));
			assertThat(text(entry.response().body())).startsWith("\u00e9\ud83d\ude00z");
			assertThat(truncated(entry.response().body())).isTrue();
			entry = exchange(context, Situation.of("reset", "GET", "/raw/reset-buffer"));
			assertThat(text(entry.response().body())).isEqualTo("0123456789");
			entry = exchange(context, Situation.of("form", "POST", "/form?a=0")
				.body("application/x-www-form-urlencoded", "a=%C3%BC&b=2&c=3"));
			assertThat(text(entry.request().body())).isEqualTo("a=%C3%BC&b=2&c=3");
			assertThat(entry.request().bodyBytes()).isEqualTo(16);
			entry = exchange(context, Situation.of("events", "GET", "/sse"));
			assertThat(entry.response().body()).isNull();
			entry = exchange(context,
					Situation.of("binary", "POST", "/echo-bytes").body("application/octet-stream", new byte[10]));
			assertThat(entry.request().body()).isNull();
			entry = exchange(context,
					Situation.of("encoded", "POST", "/raw/read-buffer")
						.header("Content-Encoding", "gzip")
						.body("text/plain", new byte[10]));
			assertThat(omitted(entry.request().body())).isEqualTo("encoded");
			entry = exchange(context,
					Situation.of("reader", "POST", "/raw/reader").body("text/plain;charset=UTF-8", "\u00e9ins"));
			assertThat(text(entry.request().body())).isEqualTo("\u00e9ins");
			entry = exchange(context, Situation.of("other case", "POST", "/raw/parameters")
				.body("Application/X-WWW-Form-Urlencoded", "a=123"));
			assertThat(text(entry.request().body())).isEqualTo("a=123");
			entry = exchange(context,
					Situation.of("skipped", "POST", "/edge/skip").body("text/plain", "password=hunter2"));
			assertThat(omitted(entry.request().body())).isEqualTo("partly skipped");
			assertThat(entry.request().bodyBytes()).isEqualTo(16);
			assertThat(memory(context)).isZero();
		}
	}

	@Test
	void keepsBodiesOfFailuresOnlyWhenAskedToOnError() throws Exception {
		try (ServletWebServerApplicationContext context = start("weir.access-log.body.request=on-error",
				"weir.access-log.body.response=on-error")) {
			AccessLogEntry fine = exchange(context,
					Situation.of("fine", "POST", "/echo").body("application/json", "{\"a\":1}"));
			assertThat(fine.request().body()).isNull();
			assertThat(fine.response().body()).isNull();
			AccessLogEntry bad = exchange(context,
					Situation.of("bad", "POST", "/echo").body("application/json", "[\"a\"]"));
			assertThat(text(bad.request().body())).isEqualTo("[\"a\"]");
			assertThat(text(bad.response().body())).contains("\"status\":400");
			assertThat(memory(context)).isZero();
		}
	}

	@Test
	void staysUnderTheLimitWhenManyLargeBodiesPassThroughASmallHeap(@TempDir Path folder) throws Exception {
		Path log = folder.resolve("access.json");
		ExecutorService clients = Executors.newFixedThreadPool(TRANSFERS);
		try (SmallHeapProcess server = new SmallHeapProcess(container(), "weir.access-log.body.request=always",
				"weir.access-log.body.response=always", "weir.access-log.body.max-size=1MB",
				"weir.access-log.body.memory-limit=" + LIMIT + "B", "weir.access-log.exclude=/body-memory",
				"weir.access-log.format=json", "weir.access-log.file.name=" + log)) {
			List<Future<Long>> transfers = new ArrayList<>();
			CountDownLatch begin = new CountDownLatch(1);
			// No upload ends before all are nearly over: their bodies are kept at one
			// time.
			CountDownLatch nearlyOver = new CountDownLatch(TRANSFERS / 2);
			for (int i = 0; i < TRANSFERS; i++) {
				String path = (i % 2 == 0) ? "/raw/text/" + TRANSFER_BYTES : "/raw/swallow";
				transfers.add(clients.submit(() -> {
					begin.await();
					return transfer(server.port(), path, nearlyOver);
				}));
			}
			begin.countDown();
			for (Future<Long> transfer : transfers) {
				assertThat(transfer.get(120, TimeUnit.SECONDS)).isEqualTo(TRANSFER_BYTES);
			}
			Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> server.bodyMemory()[1] == 0);
			assertThat(server.bodyMemory()[0]).isBetween(LIMIT / 2, LIMIT);
			assertThat(log).content().hasLineCount(TRANSFERS).contains("memory limit of all bodies reached");
		}
		finally {
			clients.shutdownNow();
		}
	}

	@Test
	void letsRequestsGoWhileTheirEntriesWait() throws Exception {
		try (ServletWebServerApplicationContext context = SituationApplication.start(container(),
				new Class<?>[] { StuckWriter.class }, "weir.access-log.body.request=always",
				"weir.access-log.body.response=always", "weir.access-log.headers.request=*",
				"weir.access-log.async.shutdown-timeout=100ms")) {
			StuckWriter stuck = context.getBean(StuckWriter.class);
			for (int i = 0; i < 50; i++) {
				try (RawConnection connection = connect(context)) {
					connection.send(Situation.of("waits", "GET", "/future").request()).readToEnd();
				}
			}
			Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
				System.gc();
				return stuck.requests.stream().filter((request) -> request.get() == null).count() >= 49;
			});
			assertThat(context.getBean(MeterRegistry.class).get("weir.access.log.queue.size").gauge().value())
				.isGreaterThanOrEqualTo(48);
			stuck.release.countDown();
		}
	}

	private ServletWebServerApplicationContext start(String... properties) {
		return SituationApplication.start(container(), properties);
	}

	private static RawConnection connect(ServletWebServerApplicationContext context) throws Exception {
		return new RawConnection(SituationApplication.port(context));
	}

	private static AccessLogEntry exchange(ServletWebServerApplicationContext context, Situation situation)
			throws Exception {
		try (RawConnection connection = connect(context)) {
			connection.send(situation.request()).readToEnd();
		}
		return context.getBean(CollectedEntries.class).await(situation.name());
	}

	private static long transfer(int port, String path, CountDownLatch nearlyOver) throws Exception {
		HttpURLConnection connection = (HttpURLConnection) URI.create("http://localhost:" + port + path)
			.toURL()
			.openConnection();
		if (path.endsWith("swallow")) {
			connection.setDoOutput(true);
			connection.setRequestProperty("Content-Type", "text/plain");
			connection.setFixedLengthStreamingMode(TRANSFER_BYTES);
			try (OutputStream out = connection.getOutputStream()) {
				byte[] block = new byte[64 * 1024];
				for (int sent = block.length; sent < TRANSFER_BYTES; sent += block.length) {
					out.write(block);
				}
				nearlyOver.countDown();
				assertThat(nearlyOver.await(60, TimeUnit.SECONDS)).isTrue();
				out.write(block);
			}
			return Long.parseLong(new String(connection.getInputStream().readAllBytes()));
		}
		byte[] block = new byte[64 * 1024];
		long received = 0;
		for (int n = connection.getInputStream().read(block); n >= 0; n = connection.getInputStream().read(block)) {
			received += n;
		}
		return received;
	}

	private static long memory(ServletWebServerApplicationContext context) {
		return (long) context.getBean(MeterRegistry.class).get("weir.access.log.body.memory").gauge().value();
	}

	private static String text(BodyPreview preview) {
		return (preview != null) ? preview.text() : null;
	}

	private static String omitted(BodyPreview preview) {
		return (preview != null) ? preview.omitted() : null;
	}

	private static boolean truncated(BodyPreview preview) {
		return preview != null && preview.truncated();
	}

	/**
	 * Takes the first entry and does not come back.
	 */
	@Configuration(proxyBeanMethods = false)
	static class StuckWriter {

		final CountDownLatch release = new CountDownLatch(1);

		final List<WeakReference<Object>> requests = new ArrayList<>();

		@Bean
		AccessLogWriter stuckWriter() {
			return (entry) -> this.release.await(60, TimeUnit.SECONDS);
		}

		@Bean
		FilterRegistrationBean<Filter> watchingFilter() {
			FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>((request, response, chain) -> {
				this.requests.add(new WeakReference<>(request));
				chain.doFilter(request, response);
			});
			registration.setDispatcherTypes(DispatcherType.REQUEST);
			registration.setAsyncSupported(true);
			return registration;
		}

	}

	static class TomcatTests extends KeptBodyTests {

		@Override
		Container container() {
			return Container.TOMCAT;
		}

	}

	static class JettyTests extends KeptBodyTests {

		@Override
		Container container() {
			return Container.JETTY;
		}

	}

}
