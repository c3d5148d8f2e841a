// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * Handlers that read and write by listeners, and complete whatever happens.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@RestController
class NonBlockingApplication {

	static final int CHUNKS = 2000;

	static final byte[] CHUNK = "0123456789".repeat(1000).getBytes();

	private final Map<String, AtomicInteger> runs = new ConcurrentHashMap<>();

	private final Set<String> waiting = ConcurrentHashMap.newKeySet();

	int runs(String key) {
		return this.runs.getOrDefault(key, new AtomicInteger()).get();
	}

	/** Whether a handler has written, or read, all that it can for now. */
	boolean isWaiting(String key) {
		return this.waiting.contains(key);
	}

	private void run(String key) {
		this.runs.computeIfAbsent(key, (k) -> new AtomicInteger()).incrementAndGet();
	}

	@PostMapping("/write")
	void write(@RequestHeader("Idempotency-Key") String key, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		run(key);
		AsyncContext context = request.startAsync();
		context.setTimeout(15_000);
		response.getOutputStream().setWriteListener(new Chunks(key, context, response.getOutputStream()));
	}

	@PostMapping("/write-until-timeout")
	void writeUntilTimeout(@RequestHeader("Idempotency-Key") String key, HttpServletRequest request,
			HttpServletResponse response) throws IOException {
		run(key);
		AsyncContext context = request.startAsync();
		context.setTimeout(500);
		context.addListener(new Completing(context));
		response.getOutputStream().setWriteListener(new Chunks(key, context, response.getOutputStream()));
	}

	@PostMapping("/write-impatiently")
	void writeImpatiently(@RequestHeader("Idempotency-Key") String key, HttpServletRequest request,
			HttpServletResponse response) throws IOException {
		run(key);
		AsyncContext context = request.startAsync();
		context.setTimeout(15_000);
		ServletOutputStream out = response.getOutputStream();
		out.setWriteListener(new Chunks(key, context, out) {

			@Override
			void notReady() throws IOException {
				try {
					out.write(CHUNK);
				}
				catch (IllegalStateException ex) {
					super.notReady();
				}
			}

		});
	}

	@PostMapping("/write-in-a-thread")
	void writeInThread(@RequestHeader("Idempotency-Key") String key, HttpServletRequest request,
			HttpServletResponse response) throws IOException {
		run(key);
		AsyncContext context = request.startAsync();
		context.setTimeout(15_000);
		context.addListener(new Completing(context));
		ServletOutputStream out = response.getOutputStream();
		new Thread(() -> {
			try {
				out.write(CHUNK);
				out.flush();
				this.waiting.add(key);
				for (int i = 1; i < CHUNKS; i++) {
					out.write(CHUNK);
					out.flush();
				}
			}
			catch (IOException ex) {
				return; // as the container is told
			}
			context.complete();
		}).start();
	}

	@PostMapping("/read")
	void read(@RequestHeader("Idempotency-Key") String key, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		run(key);
		AsyncContext context = request.startAsync();
		context.setTimeout(15_000);
		ServletInputStream in = request.getInputStream();
		in.setReadListener(new ReadListener() {

			private final byte[] buffer = new byte[8192];

			private long count;

			@Override
			public void onDataAvailable() throws IOException {
				for (int read = 0; read >= 0 && in.isReady();) {
					read = in.read(this.buffer);
					this.count += Math.max(read, 0);
				}
				NonBlockingApplication.this.waiting.add(key);
			}

			@Override
			public void onAllDataRead() throws IOException {
				response.getOutputStream().print("all " + this.count);
				context.complete();
			}

			@Override
			public void onError(Throwable failure) {
				context.complete();
			}

		});
	}

	@PostMapping("/read-carelessly")
	String readCarelessly(@RequestHeader("Idempotency-Key") String key, HttpServletRequest request) {
		run(key);
		long count = 0;
		try {
			while (request.getInputStream().read() >= 0) {
				count++;
				this.waiting.add(key);
			}
		}
		catch (IOException ex) {
			return "some " + count;
		}
		return "all " + count;
	}

	/** Writes many chunks, as the container lets it. */
	private class Chunks implements WriteListener {

		private final String key;

		private final AsyncContext context;

		private final ServletOutputStream out;

		private int left = CHUNKS;

		Chunks(String key, AsyncContext context, ServletOutputStream out) {
			this.key = key;
			this.context = context;
			this.out = out;
		}

		@Override
		public void onWritePossible() throws IOException {
			while (this.out.isReady()) {
				if (this.left-- == 0) {
					this.context.complete();
					return;
				}
				this.out.write(CHUNK);
			}
			notReady();
		}

		void notReady() throws IOException {
			NonBlockingApplication.this.waiting.add(this.key);
		}

		@Override
		public void onError(Throwable failure) {
			this.context.complete();
		}

	}

	/** Completes whatever happened. */
	private record Completing(AsyncContext context) implements AsyncListener {

		@Override
		public void onTimeout(AsyncEvent event) {
			this.context.complete();
		}

		@Override
		public void onError(AsyncEvent event) {
			this.context.complete();
		}

		@Override
		public void onComplete(AsyncEvent event) {
		}

		@Override
		public void onStartAsync(AsyncEvent event) {
		}

	}

}
