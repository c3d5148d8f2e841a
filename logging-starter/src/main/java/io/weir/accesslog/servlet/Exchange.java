// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.servlet;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;

import io.weir.accesslog.AccessLogEntry;
import io.weir.accesslog.body.BodyCapture;
import io.weir.accesslog.body.BodyCaptures;
import io.weir.accesslog.body.BodyMode;
import io.weir.accesslog.body.BodyModes;
import io.weir.accesslog.emit.FinishedExchange;
import io.weir.accesslog.metrics.AccessLogCounters.EntryResult;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;

/**
 * One exchange from its arrival to its one entry, kept in a request attribute through all
 * of its dispatches.
 * <p>
 * It is open, then ended, once. While open, every dispatch leaves its view of the
 * response behind ({@link ObservedResponse}); the {@link EndOfExchange end} takes the
 * last one. Once ended, it lets go of the container's objects and its meters are sealed,
 * so that a thread of the application that still runs changes nothing.
 */
final class Exchange {

	private static final String ATTRIBUTE = Exchange.class.getName();

	private final AtomicBoolean ended = new AtomicBoolean();

	private final ExchangePolicy policy;

	private final Container container;

	private final BodyModes bodyModes;

	private final Arrival arrival;

	private final BodyMeter requestMeter;

	private final BodyMeter responseMeter;

	private final ObservedResponse response;

	private final Failures failures;

	private final EndOfExchange end;

	private volatile @Nullable String route;

	private volatile @Nullable String function;

	private volatile @Nullable String userName;

	private Exchange(ExchangePolicy policy, BodyModes bodyModes, Container container, Arrival arrival,
			HttpServletRequest request, HttpServletResponse response) {
		this.policy = policy;
		this.bodyModes = bodyModes;
		this.container = container;
		this.arrival = arrival;
		this.response = new ObservedResponse(response, policy.responseHeaders());
		this.failures = new Failures(this.response);
		this.requestMeter = new BodyMeter(
				(bodyModes.request() != BodyMode.NEVER) ? () -> capture(arrival.contentType()) : null);
		if (arrival.encoded()) {
			this.requestMeter.encoded(true);
		}
		this.responseMeter = new BodyMeter(
				(bodyModes.response() != BodyMode.NEVER) ? () -> capture(this.response.contentType()) : null);
		this.end = container.endOf(this, request);
	}

	/**
	 * Begins an exchange, unless its path is not logged.
	 */
	static @Nullable Exchange begin(ExchangePolicy policy, Container container, HttpServletRequest request,
			HttpServletResponse response) {
		RequestPath path = RequestPath.of(request);
		BodyCaptures captures = policy.bodies().captures();
		BodyModes bodyModes = captures.configured();
		if (!policy.paths().isAll() || captures.isActive()) {
			PathContainer within = path.within(request.getContextPath());
			if (!policy.paths().contains(within)) {
				return null;
			}
			bodyModes = captures.modesFor(within);
		}
		Arrival arrival = Arrival.of(policy, path, request);
		Exchange exchange = new Exchange(policy, bodyModes, container, arrival, request, response);
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

	int maxBodyBytes() {
		return this.policy.bodies().maxBytes();
	}

	boolean isOnTomcat() {
		return this.container == Container.TOMCAT;
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

	ObservedResponse response() {
		return this.response;
	}

	EncodedLength responseTextLength() {
		return new EncodedLength(this.response.charset(), isOnJetty());
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

	Failures failures() {
		return this.failures;
	}

	/**
	 * A stream of the container failed.
	 */
	IOException disconnected(IOException error) {
		this.failures.disconnected(error);
		return error;
	}

	void errorPageBegins() {
		this.responseMeter.reopen();
		if (this.response.errorPageBegins()) {
			this.responseMeter.declared(-1);
			this.responseMeter.reset();
		}
	}

	/**
	 * Whether the connection speaks another protocol from here on (RFC 9110 section
	 * 15.2.2).
	 */
	boolean isUpgraded() {
		return this.response.status() == HttpServletResponse.SC_SWITCHING_PROTOCOLS;
	}

	/**
	 * Ends the exchange with what was last observed.
	 */
	void end() {
		end(this.response.status(), -1);
	}

	/**
	 * Ends the exchange.
	 * @param status what the client saw
	 * @param sent bytes of body that the container took, its own pages included, or -1
	 */
	void end(int status, long sent) {
		if (!this.ended.compareAndSet(false, true)) {
			return;
		}
		long durationNanos = System.nanoTime() - this.arrival.startNanos();
		BodyCapture requestBody = this.requestMeter.seal();
		BodyCapture responseBody = this.responseMeter.seal();
		AccessLogEntry entry = entry(status, sent, durationNanos);
		this.response.letGo();
		this.policy.counters().bytes(Math.max(0, entry.request().bodyBytes()), entry.response().bodyBytes());
		boolean notable = status >= 400 || this.failures.errorType() != null || entry.handling().slow();
		if (!notable && !entry.handling().sampled()) {
			this.policy.counters().entry(EntryResult.UNSAMPLED);
			release(requestBody);
			release(responseBody);
			return;
		}
		this.policy.sink()
			.accept(new FinishedExchange(entry, kept(requestBody, this.bodyModes.request(), notable),
					kept(responseBody, this.bodyModes.response(), notable)));
	}

	private AccessLogEntry entry(int status, long sent, long durationNanos) {
		boolean slow = durationNanos >= this.policy.slowNanos();
		double rate = this.policy.samplingRate();
		boolean sampled = rate >= 1.0 || ThreadLocalRandom.current().nextDouble() < rate;
		long responseBytes = hasBody(status) ? sentBytes(sent) : 0;
		return new AccessLogEntry(this.arrival.timestampMillis(), durationNanos,
				this.arrival.request(this.requestMeter.bytes()),
				new AccessLogEntry.Response(status, responseBytes, this.response.headers(), null),
				new AccessLogEntry.Handling(this.route, this.function, this.failures.errorType(), this.userName,
						this.failures.isAborted(), slow, sampled),
				this.arrival.correlation(), Map.of());
	}

	private long sentBytes(long sent) {
		long counted = this.responseMeter.bytes();
		boolean unseen = counted == 0 || this.response.isAnsweredOutside()
				|| (this.failures.isAborted() && sent < counted);
		return (sent > 0 && unseen) ? sent : counted;
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

	private @Nullable BodyCapture capture(@Nullable String contentType) {
		ExchangePolicy.Bodies bodies = this.policy.bodies();
		return bodies.mediaTypes().keeps(contentType) ? new BodyCapture(bodies.budget(), bodies.maxBytes(), contentType)
				: null;
	}

}
