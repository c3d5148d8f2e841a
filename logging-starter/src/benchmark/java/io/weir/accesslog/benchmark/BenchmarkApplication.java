// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.util.Map;

import com.sun.management.ThreadMXBean;
import io.weir.accesslog.AccessLogWriter;
import io.weir.accesslog.metrics.AccessLogCounters;
import io.weir.accesslog.metrics.AccessLogCounters.EntryResult;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.filter.CommonsRequestLoggingFilter;

/**
 * The application that is measured, in a process of its own. It says on which port it
 * listens, and what its threads have allocated so far.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@RestController
class BenchmarkApplication {

	private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private final ObjectProvider<AccessLogCounters> counters;

	BenchmarkApplication(ObjectProvider<AccessLogCounters> counters) {
		this.counters = counters;
	}

	public static void main(String[] args) {
		var context = (ServletWebServerApplicationContext) SpringApplication.run(BenchmarkApplication.class, args);
		System.out.println("PORT " + context.getWebServer().getPort());
	}

	@GetMapping(path = "/small", produces = MediaType.APPLICATION_JSON_VALUE)
	String small() {
		return "{\"id\":1234567,\"state\":\"paid\"}";
	}

	@PostMapping(path = "/echo", produces = MediaType.APPLICATION_JSON_VALUE)
	byte[] echo(@RequestBody byte[] body) {
		return body;
	}

	@GetMapping("/download/{bytes}")
	void download(@PathVariable long bytes, HttpServletResponse response) throws IOException {
		response.setContentType("text/plain");
		response.setContentLengthLong(bytes);
		OutputStream out = response.getOutputStream();
		byte[] piece = new byte[8192];
		for (long left = bytes; left > 0; left -= piece.length) {
			out.write(piece, 0, (int) Math.min(left, piece.length));
		}
	}

	@PostMapping("/upload")
	String upload(HttpServletRequest request) throws IOException {
		InputStream in = request.getInputStream();
		byte[] piece = new byte[8192];
		long total = 0;
		for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
			total += read;
		}
		return Long.toString(total);
	}

	@GetMapping("/allocated")
	String allocated() {
		long total = 0;
		for (long bytes : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
			total += Math.max(0, bytes);
		}
		return Long.toString(total);
	}

	@GetMapping("/entries")
	Map<EntryResult, Long> entries() {
		AccessLogCounters counted = this.counters.getObject();
		return Map.of(EntryResult.WRITTEN, counted.entries(EntryResult.WRITTEN), EntryResult.DROPPED,
				counted.entries(EntryResult.DROPPED));
	}

	@Bean
	@ConditionalOnBooleanProperty("benchmark.commons")
	CommonsRequestLoggingFilter commonsFilter() {
		CommonsRequestLoggingFilter filter = new CommonsRequestLoggingFilter();
		filter.setIncludeQueryString(true);
		filter.setIncludeClientInfo(true);
		filter.setIncludePayload(true);
		filter.setMaxPayloadLength(4096);
		return filter;
	}

	@Bean
	@ConditionalOnBooleanProperty("benchmark.stuck")
	AccessLogWriter stuckWriter() {
		long stuckUntil = System.nanoTime() + Long.getLong("benchmark.stuckSeconds", 30) * 1_000_000_000L;
		return (entry) -> {
			long left = stuckUntil - System.nanoTime();
			if (left > 0) {
				Thread.sleep(left / 1_000_000 + 1);
			}
		};
	}

}
