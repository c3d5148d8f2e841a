// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.servlet;

import java.io.EOFException;
import java.net.SocketException;
import java.util.Set;

import jakarta.servlet.ServletException;
import org.jspecify.annotations.Nullable;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.web.util.DisconnectedClientHelper;

/**
 * What failed in one exchange, and whether it was the application or a client that went
 * away. Both look alike, for an application has connections of its own.
 */
final class Failures {

	private static final Set<String> CLIENT_GONE = Set.of("org.apache.catalina.connector.ClientAbortException",
			"org.eclipse.jetty.io.EofException",
			"org.springframework.web.context.request.async.AsyncRequestNotUsableException");

	private final ObservedResponse response;

	private volatile @Nullable String errorType;

	private volatile @Nullable Throwable thrown;

	private volatile boolean aborted;

	Failures(ObservedResponse response) {
		this.response = response;
	}

	@Nullable String errorType() {
		return this.errorType;
	}

	boolean isAborted() {
		return this.aborted;
	}

	/**
	 * The first exception is the one that left the handler; later ones come of it.
	 */
	void failed(Throwable error) {
		if (this.errorType == null) {
			Throwable cause = (error.getClass() == ServletException.class) ? error.getCause() : null;
			this.errorType = ((cause != null) ? cause : error).getClass().getName();
		}
	}

	/**
	 * An exception leaves the filter.
	 */
	void escaped(Throwable error) {
		failed(error);
		thrown(error);
		this.response.thrown();
	}

	/**
	 * The application throws an exception, perhaps of a connection of its own: not a word
	 * of the client when the container tells of it again.
	 */
	void thrown(Throwable error) {
		this.thrown = NestedExceptionUtils.getMostSpecificCause(error);
	}

	/**
	 * The container tells of an error of any origin: only its own types are a word of the
	 * client.
	 */
	void reported(Throwable error) {
		if (CLIENT_GONE.contains(error.getClass().getName())) {
			disconnected(error);
		}
	}

	/**
	 * Tomcat can send nothing more: the client is gone, unless Tomcat itself hung up on
	 * an exception after the response had begun.
	 */
	void connectionLost() {
		if (this.errorType == null) {
			this.aborted = true;
		}
	}

	/**
	 * Tomcat's writer failed, which it does only when the client is gone.
	 */
	boolean writerFailed() {
		if (!this.response.isErrorSent()) {
			this.aborted = true;
		}
		return this.aborted;
	}

	/**
	 * A stream of the container failed. Writing after {@code sendError} or a forward
	 * fails, too, on Jetty as "Closed": that is no word of the client.
	 */
	void disconnected(Throwable error) {
		if (NestedExceptionUtils.getMostSpecificCause(error) != this.thrown && !this.response.isErrorSent()
				&& !"Closed".equals(error.getMessage())
				&& (error instanceof EOFException || error instanceof SocketException
						|| DisconnectedClientHelper.isClientDisconnectedException(error))) {
			this.aborted = true;
		}
	}

}
