// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.situation;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * Every way in which a Spring MVC handler answers.
 */
@RestController
class SituationController {

	private final Executor executor = Executors.newCachedThreadPool((task) -> {
		Thread thread = new Thread(task, "situation");
		thread.setDaemon(true);
		return thread;
	});

	@GetMapping("/hello/{name}")
	String hello(@PathVariable String name) {
		return "hello " + name;
	}

	@PostMapping(path = "/echo", produces = "application/json")
	Map<String, Object> echo(@RequestBody Map<String, Object> body) {
		return body;
	}

	@PostMapping("/echo-bytes")
	byte[] echoBytes(@RequestBody byte[] body) {
		return body;
	}

	@PostMapping("/text")
	String text(@RequestBody String body) {
		return body;
	}

	@PostMapping("/form")
	String form(@RequestParam String a, @RequestParam String b) {
		return a + "," + b;
	}

	@PutMapping("/put-form")
	String putForm(@RequestParam String a, @RequestParam String b) {
		return a + "," + b;
	}

	@PostMapping("/upload")
	String upload(@RequestParam MultipartFile file, @RequestParam String note) throws IOException {
		return note + " " + file.getBytes().length;
	}

	@GetMapping("/user")
	String user(Principal principal) {
		return principal.getName();
	}

	@GetMapping("/boom")
	String boom() {
		throw new IllegalStateException("boom");
	}

	@GetMapping("/handled")
	String handled() {
		throw new UnsupportedOperationException("handled");
	}

	@ExceptionHandler
	ResponseEntity<String> handle(UnsupportedOperationException ex) {
		return ResponseEntity.status(HttpStatus.CONFLICT).body("handled: " + ex.getMessage());
	}

	@GetMapping("/gone")
	String gone() {
		throw new ResponseStatusException(HttpStatus.GONE);
	}

	@GetMapping("/redirect")
	ModelAndView redirect() {
		return new ModelAndView("redirect:/hello/again");
	}

	@GetMapping("/empty/{status}")
	ResponseEntity<Void> empty(@PathVariable int status) {
		return ResponseEntity.status(status).build();
	}

	@GetMapping("/cached")
	ResponseEntity<String> cached() {
		return ResponseEntity.ok().eTag("\"v1\"").body("cached");
	}

	@GetMapping("/callable")
	Callable<String> callable() {
		return () -> "called";
	}

	@GetMapping("/callable-boom")
	Callable<String> callableBoom() {
		return () -> {
			throw new IllegalArgumentException("later");
		};
	}

	@GetMapping("/callable-upstream")
	Callable<String> callableUpstream() {
		return () -> {
			throw new ConnectException("Connection refused");
		};
	}

	@GetMapping("/future")
	CompletableFuture<String> future() {
		return CompletableFuture.supplyAsync(() -> "the future", this.executor);
	}

	@GetMapping("/future-handled")
	CompletableFuture<String> futureHandled() {
		return CompletableFuture.failedFuture(new UnsupportedOperationException("later"));
	}

	@GetMapping("/deferred")
	DeferredResult<String> deferred() {
		DeferredResult<String> result = new DeferredResult<>(5000L);
		this.executor.execute(() -> result.setResult("deferred"));
		return result;
	}

	@GetMapping("/deferred-timeout")
	DeferredResult<String> deferredTimeout() {
		return new DeferredResult<>(50L);
	}

	@GetMapping("/deferred-fallback")
	DeferredResult<String> deferredFallback() {
		return new DeferredResult<>(50L, "too late");
	}

	@GetMapping("/stream/{bytes}")
	StreamingResponseBody stream(@PathVariable int bytes) {
		return (out) -> {
			byte[] block = new byte[1000];
			for (int left = bytes; left > 0; left -= block.length) {
				out.write(block, 0, Math.min(left, block.length));
			}
		};
	}

	@GetMapping("/stream-boom")
	StreamingResponseBody streamBoom() {
		return (out) -> {
			out.write(new byte[10]);
			out.flush();
			throw new IllegalStateException("in the middle");
		};
	}

	@GetMapping("/sse")
	SseEmitter sse() throws IOException {
		SseEmitter emitter = new SseEmitter(5000L);
		for (int i = 0; i < 3; i++) {
			emitter.send("evént " + i, MediaType.TEXT_PLAIN);
		}
		emitter.complete();
		return emitter;
	}

	@GetMapping("/send-error")
	void sendError(HttpServletResponse response) throws IOException {
		response.getOutputStream().write("thrown away".getBytes(StandardCharsets.US_ASCII));
		response.sendError(418, "teapot");
		response.getOutputStream().write("thrown away too".getBytes(StandardCharsets.US_ASCII));
	}

	@GetMapping("/big")
	byte[] big() {
		return new byte[1_000_000];
	}

}
