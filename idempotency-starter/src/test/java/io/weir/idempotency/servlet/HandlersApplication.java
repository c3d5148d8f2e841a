// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
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
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/**
 * A handler of each kind. Runs are counted by key, in the handler, and the first run of a
 * key fails when the request has {@code X-Fail-Once}.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@RestController
class HandlersApplication extends AsynchronousHandlers {

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

	@PostMapping("/send-error")
	void sendError(@RequestHeader(name = KEY, defaultValue = "") String key,
			@RequestHeader(name = "X-Fail-Once", required = false) String failOnce, @RequestBody String body,
			HttpServletResponse response) throws IOException {
		run(key, failOnce);
		response.setHeader("X-Thing", "gone");
		response.sendError(410, "it is gone");
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

	@PostMapping("/locale")
	void locale(@RequestHeader(name = KEY, defaultValue = "") String key,
			@RequestHeader(name = "X-Fail-Once", required = false) String failOnce, @RequestBody String body,
			HttpServletResponse response) throws IOException {
		run(key, failOnce);
		response.setLocale(Locale.GERMANY);
		response.setContentType("text/plain;charset=UTF-8");
		response.getWriter().printf("%.2f", 1.5).format(Locale.FRANCE, "%.2f", 2.5).format((Locale) null, "%.2f", 3.5);
		response.getWriter().print(response.getWriter().checkError());
	}

	@PostMapping("/view")
	ModelAndView view(@RequestHeader(name = KEY, defaultValue = "") String key,
			@RequestHeader(name = "X-Fail-Once", required = false) String failOnce, @RequestBody String body) {
		run(key, failOnce);
		return new ModelAndView("redirect:/elsewhere");
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
