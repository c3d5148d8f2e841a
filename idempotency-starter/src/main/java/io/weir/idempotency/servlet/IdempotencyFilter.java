// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.io.IOException;
import java.util.Enumeration;
import java.util.List;

import io.weir.idempotency.Concurrent;
import io.weir.idempotency.Fingerprint;
import io.weir.idempotency.Fingerprint.BodyDigest;
import io.weir.idempotency.IdempotencyListener;
import io.weir.idempotency.IdempotencyOutcome;
import io.weir.idempotency.IdempotencyScope;
import io.weir.idempotency.IdempotencyScopeResolver;
import io.weir.idempotency.IdempotencyStore;
import io.weir.idempotency.IdempotentRequest;
import io.weir.idempotency.RequestFingerprinter;
import io.weir.idempotency.StoreKey;
import io.weir.idempotency.fingerprint.DefaultRequestFingerprinter;
import io.weir.idempotency.fingerprint.Sha256;
import io.weir.idempotency.fingerprint.StoreKeys;
import io.weir.idempotency.key.IdempotencyKeyParser;
import io.weir.idempotency.key.MalformedKeyException;
import io.weir.idempotency.lock.LockTable;
import io.weir.idempotency.problem.Problem;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * Runs the handler of a request with an {@code Idempotency-Key} at most once, and answers
 * its repeats with the recorded answer (draft-ietf-httpapi-idempotency-key-header-07).
 */
public final class IdempotencyFilter implements Filter {

	private static final int MAX_DIGEST_LENGTH = 128;

	private final String header;

	private final IdempotencyKeyParser parser;

	private final PolicyResolver policies;

	private final IdempotencyScopeResolver scopes;

	private final RequestFingerprinter fingerprinter;

	private final RequestBodies bodies;

	private final Gate gate;

	private final Waiting waiting;

	private final Answers answers;

	private final @Nullable HandlerLookup handlers;

	private final Outcomes outcomes;

	/**
	 * Creates the filter.
	 * @param settings how it speaks and what it keeps
	 * @param policies how each request's key is treated
	 * @param handlers finds handlers, or {@code null} when there are none of Spring MVC
	 * @param scopes within which each key is unique
	 * @param fingerprinter what repeats are compared by
	 * @param locks the lock table, shared with nobody else
	 * @param store the store
	 * @param timer does things later; closed by whoever made it
	 * @param listeners told of outcomes and waits
	 */
	public IdempotencyFilter(FilterSettings settings, PolicyResolver policies, @Nullable HandlerLookup handlers,
			IdempotencyScopeResolver scopes, RequestFingerprinter fingerprinter, LockTable<Holder, Recorded> locks,
			IdempotencyStore store, Timer timer, List<IdempotencyListener> listeners) {
		this.outcomes = new Outcomes(listeners);
		this.answers = new Answers(settings.replayHeader(), settings.documentationUri());
		this.header = settings.header();
		this.parser = settings.keyParser();
		this.policies = policies;
		this.handlers = handlers;
		this.scopes = scopes;
		this.fingerprinter = fingerprinter;
		this.bodies = new RequestBodies(settings.eagerLimitBytes());
		this.gate = new Gate(locks, store, settings.recording(), settings.limits(), timer, this.outcomes, this.answers);
		this.waiting = new Waiting(locks, store, timer, settings.limits().maxWaiting(), this.outcomes);
	}

	/**
	 * Requests that are suspended until the outcome of their key is known.
	 * @return the number of waiting requests
	 */
	public int waiting() {
		return this.waiting.count();
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		if (request instanceof HttpServletRequest httpRequest && response instanceof HttpServletResponse httpResponse) {
			filter(httpRequest, httpResponse, chain);
		}
		else {
			chain.doFilter(request, response);
		}
	}

	private void filter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		if (request.getAttribute(Run.ATTRIBUTE) instanceof Run run) {
			run.proceed(request, response, chain);
			return;
		}
		if (request.getAttribute(Waiter.ATTRIBUTE) instanceof Waiter waiter) {
			resume(waiter, request, response, chain);
			return;
		}
		String value = request.getHeader(this.header);
		IdempotencyPolicy policy = (request.getDispatcherType() == DispatcherType.REQUEST)
				? this.policies.resolve(request, value) : null;
		if (policy == null || !policy.enabled() || (value == null && !policy.required())) {
			chain.doFilter(request, response);
		}
		else if (value == null) {
			refuse(Problem.KEY_MISSING, "This request needs the header " + this.header + '.', request, response);
		}
		else {
			keyed(request, response, chain, policy, value);
		}
	}

	private void keyed(HttpServletRequest request, HttpServletResponse response, FilterChain chain,
			IdempotencyPolicy policy, String value) throws IOException, ServletException {
		KeyedRequest keyed;
		try {
			keyed = read(request, policy, value);
		}
		catch (MalformedKeyException ex) {
			refuse(Problem.KEY_MALFORMED, ex.getMessage(), request, response);
			return;
		}
		proceed(keyed, this.gate.enter(keyed), request, response, chain);
	}

	private void proceed(KeyedRequest keyed, Verdict verdict, HttpServletRequest request, HttpServletResponse response,
			FilterChain chain) throws IOException, ServletException {
		if (verdict instanceof Verdict.Proceed proceed) {
			proceed.run().start(request, response, chain);
		}
		else if (verdict instanceof Verdict.Answered answered) {
			answer(keyed, answered.recorded(), request, response);
		}
		else if (verdict instanceof Verdict.Refused refused) {
			refuse(refused.problem(), null, request, response);
		}
		else if (keyed.policy().concurrent() == Concurrent.WAIT) {
			Waiter.WakeUp cause = (verdict instanceof Verdict.Elsewhere elsewhere)
					? this.waiting.forStore(keyed, elsewhere.lock(), request, response)
					: this.waiting.behindHolder(keyed, request, response);
			if (cause != null) {
				awake(keyed, cause, request, response, chain);
			}
		}
		else if (verdict instanceof Verdict.Outstanding outstanding) {
			reject(keyed, outstanding.first(), request, response);
		}
		else if (verdict instanceof Verdict.Elsewhere elsewhere) {
			elsewhere.lock().close();
			reject(keyed, elsewhere.lock().attachment().fingerprint(), request, response);
		}
	}

	private void reject(KeyedRequest keyed, Fingerprint first, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		refuse(isSame(keyed, first) ? Problem.REQUEST_OUTSTANDING : Problem.KEY_REUSED, null, request, response);
	}

	private void resume(Waiter waiter, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		waiter.resumed(request);
		this.waiting.resumed(waiter);
		awake(waiter.request(), waiter.take(), request, response, chain);
	}

	private void awake(KeyedRequest keyed, Waiter.WakeUp cause, HttpServletRequest request,
			HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
		if (cause instanceof Waiter.WakeUp.Turn turn) {
			proceed(keyed, this.gate.decide(keyed, turn.lock()), request, response, chain);
		}
		else if (cause instanceof Waiter.WakeUp.Outcome outcome) {
			answer(keyed, outcome.recorded(), request, response);
		}
		else if (cause instanceof Waiter.WakeUp.Refusal refusal) {
			refuse(refusal.problem(), null, request, response);
		}
	}

	private KeyedRequest read(HttpServletRequest request, IdempotencyPolicy policy, String value) throws IOException {
		Enumeration<String> lines = request.getHeaders(this.header);
		lines.nextElement();
		if (lines.hasMoreElements()) {
			throw new MalformedKeyException("There is more than one header " + this.header + '.');
		}
		String key = this.parser.parse(value);
		RequestHead head = new RequestHead(request);
		Sha256 sha256 = new Sha256(); // for one after the other, the body last
		StoreKey name = StoreKeys.name(sha256, scope(head), key);
		String digest = (this.fingerprinter instanceof DefaultRequestFingerprinter usual) ? usual.head(head, sha256)
				: bounded(this.fingerprinter.head(head), sha256);
		return new KeyedRequest(key, name, policy, this.bodies.of(request, sha256), digest,
				this.fingerprinter.comparesBody(head), System.nanoTime() + policy.waitAtMost().toNanos());
	}

	/** A fingerprinter may forget that there is a limit, which a store insists on. */
	private static String bounded(String digest, Sha256 sha256) {
		return (digest.length() > MAX_DIGEST_LENGTH) ? sha256.part(digest).hex() : digest;
	}

	private IdempotencyScope scope(IdempotentRequest request) {
		IdempotencyScope scope = this.scopes.resolve(request);
		if (scope == null) {
			throw new IllegalStateException("The IdempotencyScopeResolver bean " + this.scopes.getClass().getName()
					+ " returned null for " + request.method() + ' ' + request.path()
					+ "; it must return an IdempotencyScope, for a request of nobody IdempotencyScope.ANONYMOUS");
		}
		return scope;
	}

	private void answer(KeyedRequest keyed, Recorded recorded, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		if (!isSame(keyed, recorded.fingerprint())) {
			refuse(Problem.KEY_REUSED, null, request, response);
		}
		else if (!recorded.response().isReplayable()) {
			refuse(Problem.RESPONSE_NOT_REPLAYABLE, null, request, response);
		}
		else if (permitsOrigin(request, response)) {
			this.outcomes.ended(request, IdempotencyOutcome.REPLAYED);
			this.answers.replay(recorded.response(), response);
		}
	}

	private static boolean isSame(KeyedRequest keyed, Fingerprint first) throws IOException {
		BodyDigest body = first.body();
		return keyed.head().equals(first.head())
				&& (body == null || !keyed.comparesBody() || keyed.body().matches(body));
	}

	private void refuse(Problem problem, @Nullable String detail, HttpServletRequest request,
			HttpServletResponse response) throws IOException {
		if (permitsOrigin(request, response)) {
			this.outcomes.ended(request, problem.outcome());
			this.answers.problem(problem, detail, response);
		}
	}

	private boolean permitsOrigin(HttpServletRequest request, HttpServletResponse response) throws IOException {
		boolean permits = this.handlers == null || this.handlers.permitsOrigin(request, response);
		if (!permits) {
			this.outcomes.ended(request, IdempotencyOutcome.UNRECORDED);
		}
		return permits;
	}

}
