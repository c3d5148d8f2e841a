// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.sample.payments;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import jakarta.servlet.http.HttpServletResponse;
import tools.jackson.databind.SequenceWriter;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.format.annotation.DurationFormat;
import org.springframework.format.annotation.DurationFormat.Style;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * Payments over HTTP. Nothing here knows of idempotency: the starter sees to it that a
 * handler runs once per key.
 */
@RestController
@RequestMapping("/payments")
class PaymentController {

	private static final Duration MAX_SETTLEMENT = Duration.ofSeconds(30);

	private final Payments payments;

	private final JsonMapper json;

	private final Executor executor;

	PaymentController(Payments payments, JsonMapper json, @Qualifier("applicationTaskExecutor") Executor executor) {
		this.payments = payments;
		this.json = json;
		this.executor = executor;
	}

	@PostMapping
	ResponseEntity<Payment> pay(@RequestBody NewPayment payment) {
		return created(this.payments.make(payment));
	}

	/**
	 * A payment that the bank settles after a while. No thread is held meanwhile, and
	 * duplicates wait for the answer instead of being refused (see application.yml).
	 */
	@PostMapping("/settled")
	CompletableFuture<ResponseEntity<Payment>> paySettled(@RequestBody NewPayment payment,
			@RequestParam(defaultValue = "2s") @DurationFormat(style = Style.SIMPLE) Duration after) {
		if (after.isNegative() || after.compareTo(MAX_SETTLEMENT) > 0) {
			throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "after must be 0s to 30s");
		}
		Executor later = CompletableFuture.delayedExecutor(after.toNanos(), TimeUnit.NANOSECONDS, this.executor);
		return CompletableFuture.supplyAsync(() -> created(this.payments.make(payment)), later);
	}

	@GetMapping
	void all(HttpServletResponse response) throws IOException {
		response.setContentType(MediaType.APPLICATION_JSON_VALUE);
		try (SequenceWriter array = this.json.writer().writeValuesAsArray(response.getOutputStream())) {
			this.payments.forEach(array::write);
		}
	}

	@GetMapping("/{id}")
	Payment one(@PathVariable UUID id) {
		return this.payments.find(id)
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no payment " + id));
	}

	@GetMapping("/count")
	Map<String, Long> count() {
		return Map.of("count", this.payments.count());
	}

	@ExceptionHandler
	ProblemDetail unreadable(HttpMessageNotReadableException ex) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST,
				"The body must be JSON, as in {\"to\": \"Ada\", \"amount\": \"12.30\", \"currency\": \"EUR\"}");
		problem.setTitle("Payment is not readable");
		return problem;
	}

	private static ResponseEntity<Payment> created(Payment payment) {
		return ResponseEntity.created(URI.create("/payments/" + payment.id())).body(payment);
	}

}
