// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * A handler of each kind. Runs are counted by key, in the handler, and the first run of a
 * key fails when the request has {@code X-Fail-Once}.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@RestController
class HandlersApplication {

	private static final String KEY = "Idempotency-Key";

	private final Map<String, AtomicInteger> runs = new ConcurrentHashMap<>();

	private final ExecutorService executor = Executors.newCachedThreadPool();

	int runs(String key) {
		AtomicInteger count = this.runs.get(key);
		return (count != null) ? count.get() : 0;
	}

	private void run(String key, String failOnce) {
		int run = this.runs.computeIfAbsent(key, (k) -> new AtomicInteger()).incrementAndGet();
		if (failOnce != null && run == 1) {
			throw new IllegalStateException("fails once");
		}
	}

	@Bean(destroyMethod = "shutdownNow")
	ExecutorService handlersExecutor() {
		return this.executor;
	}

	@PostMapping("/json")
	ResponseEntity<Map<String, String>> json(@RequestHeader(name = KEY, defaultValue = "") String key,
			@RequestHeader(name = "X-Fail-Once", required = false) String failOnce,
			@RequestBody Map<String, String> body) {
		run(key, failOnce);
		return ResponseEntity.created(URI.create("/things/1")).header("X-Thing", "a", "b").body(body);
	}

	@PostMapping("/text")
	String text(@RequestHeader(name = KEY, defaultValue = "") String key,
			@RequestHeader(name = "X-Fail-Once", required = false) String failOnce, @RequestBody String body) {
		run(key, failOnce);
		return "took " + body + " \u20ac";
	}

	@PostMapping("/long")
	String longText(@RequestHeader(name = KEY, defaultValue = "") String key,
			@RequestHeader(name = "X-Fail-Once", required = false) String failOnce, InputStream body)
			throws IOException {
		run(key, failOnce);
		return "took " + body.readAllBytes().length;
	}

	@PostMapping("/reader")
	String reader(@RequestHeader(name = KEY, defaultValue = "") String key,
			@RequestHeader(name = "X-Fail-Once", required = false) String failOnce, HttpServletRequest request)
			throws IOException {
		run(key, failOnce);
		return "took " + request.getReader().readLine();
	}

	@PostMapping("/form")
	String form(@RequestHeader(name = KEY, defaultValue = "") String key,
			@RequestHeader(name = "X-Fail-Once", required = false) String failOnce, @RequestParam String a,
			@RequestParam String content, @RequestParam String q) {
		run(key, failOnce);
		return "took " + a + q + content;
	}

	@PostMapping("/multipart")
	String multipart(@RequestHeader(name = KEY, defaultValue = "") String key,
			@RequestHeader(name = "X-Fail-Once", required = false) String failOnce, @RequestParam String note,
			@RequestParam MultipartFile file) throws IOException {
		run(key, failOnce);
		return "took " + note + file.getOriginalFilename() + new String(file.getBytes(), StandardCharsets.UTF_8);
	}

	@PostMapping("/future")
	CompletableFuture<ResponseEntity<Map<String, String>>> future(
			@RequestHeader(name = KEY, defaultValue = "") String key,
			@RequestHeader(name = "X-Fail-Once", required = false) String failOnce,
			@RequestBody Map<String, String> body) {
		return CompletableFuture.supplyAsync(() -> {
			run(key, failOnce);
			return ResponseEntity.status(201).header("X-Thing", "c").body(body);
		}, this.executor);
	}

	@PostMapping("/deferred")
	DeferredResult<Map<String, String>> deferred(@RequestHeader(name = KEY, defaultValue = "") String key,
			@RequestHeader(name = "X-Fail-Once", required = false) String failOnce,
			@RequestBody Map<String, String> body) {
		DeferredResult<Map<String, String>> result = new DeferredResult<>();
		inBackground(this.executor, () -> {
			run(key, failOnce);
			result.setResult(body);
		}, result::setErrorResult);
		return result;
	}

	private static void inBackground(Executor executor, Runnable action,
			java.util.function.Consumer<Throwable> failure) {
		executor.execute(() -> {
			try {
				action.run();
			}
			catch (RuntimeException ex) {
				failure.accept(ex);
			}
		});
	}

	@PostMapping("/callable")
	Callable<Map<String, String>> callable(@RequestHeader(name = KEY, defaultValue = "") String key,
			@RequestHeader(name = "X-Fail-Once", required = false) String failOnce,
			@RequestBody Map<String, String> body) {
		return () -> {
			run(key, failOnce);
			return body;
		};
	}

	@PostMapping("/stream")
	StreamingResponseBody stream(@RequestHeader(name = KEY, defaultValue = "") String key,
			@RequestHeader(name = "X-Fail-Once", required = false) String failOnce, @RequestBody String body) {
		run(key, failOnce);
		return (out) -> {
			for (int i = 0; i < 20; i++) {
				out.write((body + i + '\n').getBytes(StandardCharsets.UTF_8));
				out.flush();
			}
		};
	}

	@PostMapping("/known-stream")
	ResponseEntity<StreamingResponseBody> knownStream(@RequestHeader(name = KEY, defaultValue = "") String key,
			@RequestHeader(name = "X-Fail-Once", required = false) String failOnce, @RequestBody String body) {
		run(key, failOnce);
		return ResponseEntity.ok().contentLength(2L * body.length()).body((out) -> {
			out.write(body.getBytes(StandardCharsets.UTF_8));
			out.flush();
			out.write(body.getBytes(StandardCharsets.UTF_8));
			out.flush();
		});
	}

	@PostMapping("/sse")
	SseEmitter sse(@RequestHeader(name = KEY, defaultValue = "") String key,
			@RequestHeader(name = "X-Fail-Once", required = false) String failOnce, @RequestBody String body) {
		run(key, failOnce);
		SseEmitter emitter = new SseEmitter();
		this.executor.execute(() -> {
			try {
				for (int i = 0; i < 3; i++) {
					emitter.send("event " + i);
				}
				emitter.complete();
			}
			catch (IOException ex) {
				emitter.completeWithError(ex);
			}
		});
		return emitter;
	}

	@PostMapping("/send-error")
	void sendError(@RequestHeader(name = KEY, defaultValue = "") String key,
			@RequestHeader(name = "X-Fail-Once", required = false) String failOnce, @RequestBody String body,
			HttpServletResponse response) throws IOException {
		run(key, failOnce);
		response.setHeader("X-Thing", "gone");
		response.sendError(410, "it is gone");
	}

	@PostMapping("/async-send-error")
	CompletableFuture<Void> asyncSendError(@RequestHeader(name = KEY, defaultValue = "") String key,
			@RequestHeader(name = "X-Fail-Once", required = false) String failOnce, @RequestBody String body) {
		return CompletableFuture.supplyAsync(() -> {
			run(key, failOnce);
			throw new GoneException();
		}, this.executor);
	}

	@PostMapping("/exception")
	void exception(@RequestHeader(name = KEY, defaultValue = "") String key,
			@RequestHeader(name = "X-Fail-Once", required = false) String failOnce, @RequestBody String body) {
		run(key, failOnce);
		throw new IllegalArgumentException("no");
	}

	@PostMapping("/exception-handler")
	void exceptionHandler(@RequestHeader(name = KEY, defaultValue = "") String key,
			@RequestHeader(name = "X-Fail-Once", required = false) String failOnce, @RequestBody String body) {
		run(key, failOnce);
		throw new RefusedException();
	}

	@PostMapping("/unread")
	String unread(@RequestHeader(name = KEY, defaultValue = "") String key,
			@RequestHeader(name = "X-Fail-Once", required = false) String failOnce) {
		run(key, failOnce);
		return "did not look";
	}

	@PostMapping("/large")
	void large(@RequestHeader(name = KEY, defaultValue = "") String key,
			@RequestHeader(name = "X-Fail-Once", required = false) String failOnce, @RequestBody String body,
			HttpServletResponse response) throws IOException {
		run(key, failOnce);
		write(response, body, 2_000);
	}

	@PostMapping("/too-large")
	void tooLarge(@RequestHeader(name = KEY, defaultValue = "") String key,
			@RequestHeader(name = "X-Fail-Once", required = false) String failOnce, @RequestBody String body,
			HttpServletResponse response) throws IOException {
		run(key, failOnce);
		write(response, body, 20_000);
	}

	private static void write(HttpServletResponse response, String body, int times) throws IOException {
		response.setContentType("application/octet-stream");
		byte[] line = (body + '\n').getBytes(StandardCharsets.UTF_8);
		for (int i = 0; i < times; i++) {
			response.getOutputStream().write(line);
			response.getOutputStream().write(i);
		}
	}

	@PostMapping("/no-content")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void noContent(@RequestHeader(name = KEY, defaultValue = "") String key,
			@RequestHeader(name = "X-Fail-Once", required = false) String failOnce, @RequestBody String body) {
		run(key, failOnce);
	}

	@PostMapping("/empty")
	ResponseEntity<Void> empty(@RequestHeader(name = KEY, defaultValue = "") String key,
			@RequestHeader(name = "X-Fail-Once", required = false) String failOnce, @RequestBody String body) {
		run(key, failOnce);
		return ResponseEntity.ok().build();
	}

	@PostMapping("/redirect")
	ResponseEntity<Void> redirect(@RequestHeader(name = KEY, defaultValue = "") String key,
			@RequestHeader(name = "X-Fail-Once", required = false) String failOnce, @RequestBody String body) {
		run(key, failOnce);
		return ResponseEntity.status(HttpStatus.SEE_OTHER).location(URI.create("/elsewhere")).build();
	}

	@PostMapping("/send-redirect")
	void sendRedirect(@RequestHeader(name = KEY, defaultValue = "") String key,
			@RequestHeader(name = "X-Fail-Once", required = false) String failOnce, @RequestBody String body,
			HttpServletResponse response) throws IOException {
		run(key, failOnce);
		response.sendRedirect("/elsewhere?a=b");
	}

	@PostMapping("/writer")
	void writer(@RequestHeader(name = KEY, defaultValue = "") String key,
			@RequestHeader(name = "X-Fail-Once", required = false) String failOnce, @RequestBody String body,
			HttpServletResponse response) throws IOException {
		run(key, failOnce);
		response.setContentType("text/plain");
		response.getWriter().println(body + " caf\u00e9 \u20ac \uD83D");
		response.getWriter().println(4.5);
		response.getWriter().flush();
		response.getWriter().printf("%d%n", 7);
	}

	@PostMapping("/flushed")
	void flushed(@RequestHeader(name = KEY, defaultValue = "") String key,
			@RequestHeader(name = "X-Fail-Once", required = false) String failOnce, @RequestBody String body,
			HttpServletResponse response) throws IOException {
		run(key, failOnce);
		response.setContentType("text/plain");
		response.setContentLength(10);
		response.getOutputStream().write("12345".getBytes(StandardCharsets.UTF_8));
		response.flushBuffer();
		response.getOutputStream().print("67890");
		response.flushBuffer();
		response.setHeader("X-Too-Late", "yes");
	}

	@PostMapping("/closed")
	void closed(@RequestHeader(name = KEY, defaultValue = "") String key,
			@RequestHeader(name = "X-Fail-Once", required = false) String failOnce, @RequestBody String body,
			HttpServletResponse response) throws IOException {
		run(key, failOnce);
		response.setContentType("text/plain");
		response.getOutputStream().print("all of it");
		response.getOutputStream().close();
		response.setHeader("X-Too-Late", "yes");
	}

	@PostMapping("/servlet-async")
	void servletAsync(@RequestHeader(name = KEY, defaultValue = "") String key,
			@RequestHeader(name = "X-Fail-Once", required = false) String failOnce, @RequestBody String body,
			HttpServletRequest request, HttpServletResponse response) {
		run(key, failOnce);
		AsyncContext async = request.startAsync();
		this.executor.execute(() -> {
			try {
				async.getResponse().setContentType("text/plain");
				async.getResponse().getOutputStream().print("from a thread of its own");
				async.complete();
			}
			catch (IOException ex) {
				throw new java.io.UncheckedIOException(ex);
			}
		});
	}

	@PostMapping("/headers")
	ResponseEntity<String> headers(@RequestHeader(name = KEY, defaultValue = "") String key,
			@RequestHeader(name = "X-Fail-Once", required = false) String failOnce, @RequestBody String body,
			HttpServletResponse response) {
		run(key, failOnce);
		response.addCookie(new Cookie("session", "secret"));
		response.addHeader("Link", "</a>; rel=\"next\"");
		response.addHeader("Link", "</b>; rel=\"prev\"");
		response.setDateHeader("Last-Modified", 0);
		response.setIntHeader("X-Number", 5);
		return ResponseEntity.accepted()
			.header(HttpHeaders.ETAG, "\"1\"")
			.header(HttpHeaders.CONTENT_LANGUAGE, "de")
			.contentType(MediaType.parseMediaType("text/plain;charset=ISO-8859-1"))
			.body("gr\u00fc\u00dfe");
	}

	@PostMapping("/unauthorized")
	ResponseEntity<String> unauthorized(@RequestHeader(name = KEY, defaultValue = "") String key,
			@RequestHeader(name = "X-Fail-Once", required = false) String failOnce, @RequestBody String body) {
		run(key, failOnce);
		return ResponseEntity.status(401).body("who?");
	}

	@ExceptionHandler
	ProblemDetail refused(RefusedException ex) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.UNPROCESSABLE_CONTENT, "refused");
		problem.setProperty("reason", "none");
		return problem;
	}

	@ExceptionHandler
	void gone(GoneException ex, HttpServletResponse response) throws IOException {
		response.sendError(410, "gone");
	}

	static class RefusedException extends RuntimeException {

	}

	static class GoneException extends RuntimeException {

	}

}
