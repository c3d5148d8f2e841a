// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Set;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.support.HttpRequestWrapper;

/**
 * Sends {@code POST} and {@code PATCH} requests under an {@code Idempotency-Key} and
 * repeats them, with the same key, until they are answered. For {@code RestClient},
 * {@code RestTemplate} and HTTP interfaces: <pre>
 * RestClient client = RestClient.builder()
 *     .requestInterceptor(IdempotentRequests.withinTime(Duration.ofSeconds(30)))
 *     .build();
 * </pre>
 * <p>
 * <b>The key</b> is the one that the request has; else, within a handler that runs under
 * a key of its own, a {@linkplain io.weir.idempotency.IdempotencyContext#childKey child
 * key} of that one, so that a second run of the handler sends the same key; else a new
 * UUID. A retry that stands outside of this interceptor is a new call with a new key,
 * unless it gives the key itself.
 * <p>
 * <b>Repeated</b> are a lost connection, 408, 425, 429, 5xx, and 409 when its problem
 * says {@code request-outstanding}. Every other answer is final, 422 and 409
 * {@code response-not-replayable} among them. The pauses grow from 100 ms to 5 s, are
 * drawn between half and whole, and are never shorter than {@code Retry-After} asks. No
 * attempt begins after the time that is set; the last answer, or the last exception, is
 * then the caller's. How long one attempt may take is for the time-outs of the client's
 * request factory.
 * <p>
 * Immutable, safe for use by many threads. A call holds its thread while it pauses.
 */
public final class IdempotentRequests implements ClientHttpRequestInterceptor {

	/**
	 * Name of a request attribute, a string: what the call is for, such as {@code psp}.
	 * It takes the place of method and address in the child key, for a handler that calls
	 * one address for several purposes in an order that differs from run to run.
	 */
	public static final String LABEL = IdempotentRequests.class.getName() + ".label";

	private static final Set<HttpMethod> METHODS = Set.of(HttpMethod.POST, HttpMethod.PATCH);

	private final String header;

	private final Duration withinTime;

	private final ObservationRegistry observations;

	private IdempotentRequests(String header, Duration withinTime, ObservationRegistry observations) {
		this.header = header;
		this.withinTime = withinTime;
		this.observations = observations;
	}

	/**
	 * Creates an interceptor that repeats for 30 s.
	 */
	public IdempotentRequests() {
		this("Idempotency-Key", Duration.ofSeconds(30), ObservationRegistry.NOOP);
	}

	/**
	 * Creates an interceptor.
	 * @param time how long from its beginning a call may begin another attempt; zero for
	 * one attempt only
	 * @return the interceptor
	 */
	public static IdempotentRequests withinTime(Duration time) {
		if (time.isNegative()) {
			throw new IllegalArgumentException("The time within which a call is repeated is " + time
					+ "; it must not be negative, zero is for one attempt");
		}
		return new IdempotentRequests("Idempotency-Key", time, ObservationRegistry.NOOP);
	}

	/**
	 * The same with another header.
	 * @param header name of the header, such as {@code X-Idempotency-Key}
	 * @return a new interceptor
	 */
	public IdempotentRequests header(String header) {
		if (header.isBlank()) {
			throw new IllegalArgumentException("The name of the header that carries the key is blank");
		}
		return new IdempotentRequests(header, this.withinTime, this.observations);
	}

	/**
	 * The same with an observation of each attempt, {@code weir.idempotency.client}, with
	 * the key values {@code method}, {@code status} ({@code none} when there was no
	 * answer), {@code repeated} ({@code true} from the second attempt on) and, of high
	 * cardinality, {@code attempt}.
	 * @param observations told of each attempt
	 * @return a new interceptor
	 */
	public IdempotentRequests observations(ObservationRegistry observations) {
		return new IdempotentRequests(this.header, this.withinTime, observations);
	}

	@Override
	public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
			throws IOException {
		boolean given = request.getHeaders().containsHeader(this.header);
		if (!given && !METHODS.contains(request.getMethod())) {
			return execution.execute(request, body);
		}
		HttpRequest keyed = given ? request : new Keyed(request, this.header, CallKeys.next(request));
		Pauses pauses = new Pauses(this.withinTime);
		for (int attempt = 1;; attempt++) {
			Duration pause;
			try {
				Answer answer = attempt(keyed, body, execution, attempt);
				Duration next = answer.asksForRepeat() ? pauses.next(answer.retryAfter()) : null;
				if (next == null) {
					return answer;
				}
				answer.close();
				pause = next;
			}
			catch (IOException ex) {
				Duration next = isInterrupted(ex) ? null : pauses.next(null);
				if (next == null) {
					throw ex;
				}
				pause = next;
			}
			sleep(pause);
		}
	}

	private Answer attempt(HttpRequest request, byte[] body, ClientHttpRequestExecution execution, int number)
			throws IOException {
		Observation observation = Observation.createNotStarted("weir.idempotency.client", this.observations)
			.contextualName("idempotent " + request.getMethod())
			.lowCardinalityKeyValue("method", request.getMethod().name())
			.lowCardinalityKeyValue("repeated", String.valueOf(number > 1))
			.highCardinalityKeyValue("attempt", String.valueOf(number))
			.start();
		String status = "none";
		try (Observation.Scope scope = observation.openScope()) {
			Answer answer = Answer.of(execution.execute(request, body));
			status = String.valueOf(answer.getStatusCode().value());
			return answer;
		}
		catch (IOException | RuntimeException ex) {
			observation.error(ex);
			throw ex;
		}
		finally {
			observation.lowCardinalityKeyValue("status", status).stop();
		}
	}

	/** An interrupted thread was told to stop; a time-out is no interruption. */
	private static boolean isInterrupted(IOException ex) {
		return Thread.currentThread().isInterrupted() || ex.getCause() instanceof InterruptedException;
	}

	private static void sleep(Duration pause) throws InterruptedIOException {
		try {
			Thread.sleep(pause.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			InterruptedIOException interrupted = new InterruptedIOException(
					"Interrupted before the next attempt; whether the call took effect is unknown");
			interrupted.initCause(ex);
			throw interrupted;
		}
	}

	/** The request of a call with the key that the interceptor chose. */
	private static final class Keyed extends HttpRequestWrapper {

		private final HttpHeaders headers;

		Keyed(HttpRequest request, String header, String key) {
			super(request);
			this.headers = new HttpHeaders();
			this.headers.putAll(request.getHeaders());
			this.headers.set(header, key);
		}

		@Override
		public HttpHeaders getHeaders() {
			return this.headers;
		}

	}

}
