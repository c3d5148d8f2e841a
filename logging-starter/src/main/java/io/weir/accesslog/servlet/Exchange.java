// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.servlet;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;

import io.weir.accesslog.AccessLogEntry;
import io.weir.accesslog.body.BodyCapture;
import io.weir.accesslog.body.BodyMode;
import io.weir.accesslog.emit.FinishedExchange;
import io.weir.accesslog.metrics.AccessLogCounters.EntryResult;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.web.util.DisconnectedClientHelper;

/**
 * One exchange from its arrival to its one entry, kept in a request attribute through all
 * of its dispatches.
 * <p>
 * It is open, then ended, once. While open, every dispatch leaves its view of the
 * response behind ({@link #observe}); the {@link EndOfExchange end} takes the last one.
 * Once ended, it lets go of the container's objects and its meters are sealed, so that a
 * thread of the application that still runs changes nothing.
 */
final class Exchange {

	private static final String ATTRIBUTE = Exchange.class.getName();

	private final AtomicBoolean ended = new AtomicBoolean();

	private final ExchangePolicy policy;

	private final Container container;

	private final EndOfExchange end;

	private final Arrival arrival;

	private final BodyMeter requestMeter;

	private final BodyMeter responseMeter;

	private volatile @Nullable HttpServletResponse response;

	private volatile int status;

	private volatile Map<String, List<String>> responseHeaders = Map.of();

	private volatile @Nullable String route;

	private volatile @Nullable String function;

	private volatile @Nullable String errorType;

	private volatile @Nullable String userName;

	private volatile boolean aborted;

	private volatile boolean errorSent;

	private volatile boolean statusSettled;

	private Exchange(ExchangePolicy policy, Container container, HttpServletRequest request,
			HttpServletResponse response) {
		this.policy = policy;
		this.container = container;
		this.end = container.endOf(this, request);
		this.arrival = Arrival.of(policy, request);
		this.response = response;
		this.requestMeter = new BodyMeter(
				(policy.requestBody() != BodyMode.NEVER) ? () -> capture(this.arrival.contentType()) : null);
		if (this.arrival.encoded()) {
			this.requestMeter.encoded(true);
		}
		this.responseMeter = new BodyMeter(
				(policy.responseBody() != BodyMode.NEVER) ? () -> capture(responseContentType()) : null);
	}

	static Exchange begin(ExchangePolicy policy, Container container, HttpServletRequest request,
			HttpServletResponse response) {
		Exchange exchange = new Exchange(policy, container, request, response);
		request.setAttribute(ATTRIBUTE, exchange);
		exchange.echoRequestId(response);
		return exchange;
	}

	static @Nullable Exchange of(ServletRequest request) {
		return (request.getAttribute(ATTRIBUTE) instanceof Exchange exchange) ? exchange : null;
	}

	Arrival arrival() {
		return this.arrival;
	}

	BodyMeter requestMeter() {
		return this.requestMeter;
	}

	BodyMeter responseMeter() {
		return this.responseMeter;
	}

	boolean isOnJetty() {
		return this.container == Container.JETTY;
	}

	EndOfExchange endOfExchange() {
		return this.end;
	}

	void echoRequestId(HttpServletResponse response) {
		String requestId = this.arrival.correlation().requestId();
		if (requestId != null) {
			response.setHeader(this.policy.requestIdHeader(), requestId);
		}
	}

	Charset responseCharset() {
		HttpServletResponse current = this.response;
		return charset((current != null) ? current.getCharacterEncoding() : null);
	}

	EncodedLength responseTextLength() {
		return new EncodedLength(responseCharset(), isOnJetty());
	}

	/**
	 * The charset of that name, else the Servlet API's default (Servlet 6.1 section
	 * 4.10).
	 */
	static Charset charset(@Nullable String name) {
		try {
			return (name != null) ? Charset.forName(name) : StandardCharsets.ISO_8859_1;
		}
		catch (IllegalArgumentException ex) {
			return StandardCharsets.ISO_8859_1;
		}
	}

	void handledBy(@Nullable String route, @Nullable String function) {
		if (this.route == null && this.function == null) {
			this.route = route;
			this.function = function;
		}
	}

	void user(@Nullable String name) {
		if (this.userName == null) {
			this.userName = name;
		}
	}

	/**
	 * The first exception is the one that left the handler; later ones come of it.
	 */
	void failed(Throwable error) {
		Throwable cause = (error instanceof ServletException wrapper) ? wrapper.getRootCause() : null;
		Throwable left = (cause != null) ? cause : error;
		if (this.errorType == null) {
			this.errorType = left.getClass().getName();
		}
		disconnected(left);
	}

	IOException disconnected(IOException error) {
		disconnected((Throwable) error);
		return error;
	}

	void disconnected(Throwable error) {
		// Writing after sendError or a forward fails, too, on Jetty as "Closed": that is
		// no
		// word of the client.
		if (!this.errorSent && !"Closed".equals(error.getMessage())
				&& DisconnectedClientHelper.isClientDisconnectedException(error)) {
			this.aborted = true;
		}
	}

	/**
	 * The container took over with an error page to come.
	 */
	void errorSent() {
		this.errorSent = true;
	}

	boolean isErrorSent() {
		return this.errorSent;
	}

	void errorPageBegins() {
		this.errorSent = false;
		this.statusSettled = false;
		this.responseMeter.reopen();
		HttpServletResponse current = this.response;
		if (current != null && !current.isCommitted()) {
			this.responseMeter.declared(-1);
			this.responseMeter.reset();
		}
	}

	/**
	 * Takes the response as it stands when a dispatch is over. Tomcat sets another status
	 * for an exception even when the first one was sent already, so a committed one
	 * stays.
	 */
	void observe() {
		HttpServletResponse current = this.response;
		if (current != null) {
			boolean committed = current.isCommitted();
			if (!this.statusSettled) {
				this.status = current.getStatus();
				this.statusSettled = committed;
			}
			HeaderNames names = this.policy.responseHeaders();
			if (!names.isEmpty()) {
				this.responseHeaders = names.select(current.getHeaderNames(), current::getHeaders);
			}
		}
	}

	/**
	 * Whether the connection speaks another protocol from here on (RFC 9110 section
	 * 15.2.2).
	 */
	boolean isUpgraded() {
		return this.status == HttpServletResponse.SC_SWITCHING_PROTOCOLS;
	}

	/**
	 * Ends the exchange with what was last observed.
	 */
	void end() {
		end(this.status);
	}

	void end(int status) {
		if (!this.ended.compareAndSet(false, true)) {
			return;
		}
		long durationNanos = System.nanoTime() - this.arrival.startNanos();
		BodyCapture requestBody = this.requestMeter.seal();
		BodyCapture responseBody = this.responseMeter.seal();
		AccessLogEntry entry = entry(status, durationNanos);
		this.response = null;
		this.policy.counters().bytes(entry.request().bodyBytes(), entry.response().bodyBytes());
		boolean notable = status >= 400 || this.errorType != null || entry.handling().slow();
		if (!notable && !entry.handling().sampled()) {
			this.policy.counters().entry(EntryResult.UNSAMPLED);
			release(requestBody);
			release(responseBody);
			return;
		}
		this.policy.sink()
			.accept(new FinishedExchange(entry, kept(requestBody, this.policy.requestBody(), notable),
					kept(responseBody, this.policy.responseBody(), notable)));
	}

	private AccessLogEntry entry(int status, long durationNanos) {
		boolean slow = durationNanos >= this.policy.slowNanos();
		double rate = this.policy.samplingRate();
		boolean sampled = rate >= 1.0 || ThreadLocalRandom.current().nextDouble() < rate;
		long responseBytes = hasBody(status) ? this.responseMeter.bytes() : 0;
		return new AccessLogEntry(this.arrival.timestampMillis(), durationNanos,
				this.arrival.request(this.requestMeter.bytes()),
				new AccessLogEntry.Response(status, responseBytes, this.responseHeaders, null),
				new AccessLogEntry.Handling(this.route, this.function, this.errorType, this.userName, this.aborted,
						slow, sampled),
				this.arrival.correlation(), Map.of());
	}

	/** RFC 9110 section 6.4.1, and section 15.3.6 for 205. */
	private boolean hasBody(int status) {
		return status >= 200 && status != 204 && status != 205 && status != 304
				&& !this.arrival.method().equals("HEAD");
	}

	private static @Nullable BodyCapture kept(@Nullable BodyCapture body, BodyMode mode, boolean notable) {
		if (body != null && mode == BodyMode.ON_ERROR && !notable) {
			body.release();
			return null;
		}
		return body;
	}

	private static void release(@Nullable BodyCapture body) {
		if (body != null) {
			body.release();
		}
	}

	private @Nullable String responseContentType() {
		HttpServletResponse current = this.response;
		return (current != null) ? current.getContentType() : null;
	}

	private @Nullable BodyCapture capture(@Nullable String contentType) {
		return this.policy.mediaTypes().keeps(contentType)
				? new BodyCapture(this.policy.budget(), this.policy.maxBodyBytes(), contentType) : null;
	}

}
