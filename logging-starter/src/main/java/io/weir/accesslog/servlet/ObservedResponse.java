// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.servlet;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * The response as it stood when the last dispatch was over, for the container may have
 * recycled it by the end of the exchange.
 */
final class ObservedResponse {

	private final HeaderNames wantedHeaders;

	private volatile @Nullable HttpServletResponse response;

	private volatile int status;

	private volatile boolean settled;

	private volatile boolean errorSent;

	private volatile boolean thrown;

	private volatile Map<String, List<String>> headers = Map.of();

	ObservedResponse(HttpServletResponse response, HeaderNames wantedHeaders) {
		this.response = response;
		this.wantedHeaders = wantedHeaders;
	}

	/**
	 * Looks at the headers as they were sent, the container's own included.
	 */
	void sent(Collection<String> names, Function<String, Collection<String>> values) {
		if (!this.wantedHeaders.isEmpty()) {
			this.headers = this.wantedHeaders.select(names, values);
		}
	}

	/**
	 * Looks at the response. Tomcat sets another status for an exception even when the
	 * first one was sent already, so a committed one stays.
	 */
	void observe() {
		HttpServletResponse current = this.response;
		if (current != null) {
			boolean committed = current.isCommitted();
			if (!this.settled) {
				this.status = current.getStatus();
				this.settled = committed;
			}
			sent(current.getHeaderNames(), current::getHeaders);
		}
	}

	int status() {
		return this.status;
	}

	Map<String, List<String>> headers() {
		return this.headers;
	}

	@Nullable String contentType() {
		HttpServletResponse current = this.response;
		return (current != null) ? current.getContentType() : null;
	}

	Charset charset() {
		HttpServletResponse current = this.response;
		return charset((current != null) ? current.getCharacterEncoding() : null);
	}

	/**
	 * The charset of that name, else the Servlet API's default (Servlet 6.1 section 5.6).
	 */
	static Charset charset(@Nullable String name) {
		try {
			return (name != null) ? Charset.forName(name) : StandardCharsets.ISO_8859_1;
		}
		catch (IllegalArgumentException ex) {
			return StandardCharsets.ISO_8859_1;
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

	/**
	 * An exception left the filter. Unless the response has begun, it is thrown away.
	 */
	void thrown() {
		HttpServletResponse current = this.response;
		this.thrown = current != null && !current.isCommitted();
	}

	/**
	 * Whether the container has an answer of its own in place of what was written: no
	 * error page came through the filter.
	 */
	boolean isAnsweredOutside() {
		return this.errorSent || this.thrown;
	}

	/**
	 * The error page begins, and may change the status.
	 * @return whether the container emptied its buffer for it
	 */
	boolean errorPageBegins() {
		this.errorSent = false;
		this.thrown = false;
		this.settled = false;
		HttpServletResponse current = this.response;
		return current != null && !current.isCommitted();
	}

	void letGo() {
		this.response = null;
	}

}
