// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.io.IOException;

import io.weir.idempotency.Fingerprint.BodyDigest;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

/**
 * A keyed request, as its handler sees it, whose body is on the way into the fingerprint.
 */
abstract class RequestBody extends HttpServletRequestWrapper {

	private @Nullable Run run;

	private boolean suspended;

	RequestBody(HttpServletRequest request) {
		super(request);
	}

	/**
	 * The digest, as soon as the whole body was read.
	 */
	abstract @Nullable BodyDigest known();

	/**
	 * The digest once the handler is done; of what it left unread, at most so much is
	 * read, and none when negative.
	 */
	abstract @Nullable BodyDigest finish(long maxDrainBytes);

	/**
	 * Whether this body, of which no handler has read anything, is the recorded one.
	 * @throws IOException when the client does not send all of it
	 */
	abstract boolean matches(BodyDigest recorded) throws IOException;

	/**
	 * Whether the client did not send all of it, so that the handler's answer is no
	 * answer to the request that the client will repeat.
	 */
	boolean isBroken() {
		return false;
	}

	/**
	 * The run is told when the digest becomes known, and of asynchronous processing.
	 */
	void attach(Run run) {
		this.run = run;
	}

	/**
	 * The digest became known while the handler reads.
	 */
	void digestKnown() {
		if (this.run != null) {
			this.run.bodyKnown();
		}
	}

	// Without arguments a container hands out its own request and response, past the
	// recording.
	@Override
	public AsyncContext startAsync() {
		return (this.run != null) ? startAsync(this, this.run.response()) : super.startAsync();
	}

	@Override
	public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
		this.suspended = true;
		AsyncContext context = super.startAsync(request, response);
		if (this.run != null) {
			context.addListener(new ClientLeftListener(this.run));
		}
		return recorded(context);
	}

	@Override
	public AsyncContext getAsyncContext() {
		return recorded(super.getAsyncContext());
	}

	/**
	 * Whether this request was suspended since the last dispatch began, and not the
	 * container's own behind its back, so that its completion will be seen.
	 */
	boolean isSuspended() {
		return this.suspended;
	}

	/**
	 * A dispatch begins.
	 */
	void dispatched() {
		this.suspended = false;
	}

	private AsyncContext recorded(AsyncContext context) {
		return (this.run != null) ? new RecordedAsyncContext(context, this.run) : context;
	}

}
