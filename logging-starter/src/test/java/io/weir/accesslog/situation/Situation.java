// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.situation;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.weir.accesslog.AccessLogEntry;

/**
 * One row of the table: what is sent, and what the entry has to say beside what the
 * socket saw.
 */
final class Situation {

	private final String name;

	private final String method;

	private final String path;

	private final List<String> headers = new ArrayList<>();

	private byte[] body = {};

	private boolean chunked;

	private boolean unnamed;

	private int status = 200;

	private int statusOnJetty;

	private long readBytes;

	private boolean undeclared;

	private String text;

	private Consumer<AccessLogEntry> expectation = (entry) -> {
	};

	private Situation(String name, String method, String path) {
		this.name = name;
		this.method = method;
		this.path = path;
	}

	static Situation of(String name, String method, String path) {
		return new Situation(name, method, path);
	}

	Situation header(String name, String value) {
		this.headers.add(name + ": " + value);
		return this;
	}

	Situation body(String contentType, String text) {
		return body(contentType, text.getBytes(StandardCharsets.UTF_8));
	}

	Situation body(String contentType, byte[] bytes) {
		this.headers.add("Content-Type: " + contentType);
		this.body = bytes;
		this.readBytes = bytes.length;
		return this;
	}

	Situation chunked() {
		this.chunked = true;
		return this;
	}

	/** Where a query is not welcome. */
	Situation unnamed() {
		this.unnamed = true;
		return this;
	}

	Situation status(int status) {
		this.status = status;
		return this;
	}

	/** Where Jetty does something else. */
	Situation statusOnJetty(int status) {
		this.statusOnJetty = status;
		return this;
	}

	/** How many bytes of the body the application reads, if not all. */
	Situation reads(long bytes) {
		this.readBytes = bytes;
		return this;
	}

	/** Read by the container, whom nobody told the length. */
	Situation undeclared() {
		this.undeclared = true;
		return this;
	}

	/** The body of the response. */
	Situation answers(String text) {
		this.text = text;
		return this;
	}

	Situation expect(Consumer<AccessLogEntry> expectation) {
		this.expectation = this.expectation.andThen(expectation);
		return this;
	}

	String name() {
		return this.name;
	}

	String path() {
		return this.path.contains("?") ? this.path.substring(0, this.path.indexOf('?')) : this.path;
	}

	int status(Container container) {
		return (container == Container.JETTY && this.statusOnJetty != 0) ? this.statusOnJetty : this.status;
	}

	/**
	 * How many bytes are read, -1 when a container that tells nothing did it.
	 */
	long readBytes(boolean told) {
		return (told || !this.undeclared) ? this.readBytes : -1;
	}

	String text() {
		return this.text;
	}

	Consumer<AccessLogEntry> expectation() {
		return this.expectation;
	}

	byte[] request() {
		ByteArrayOutputStream request = new ByteArrayOutputStream();
		StringBuilder head = new StringBuilder();
		head.append(this.method).append(' ').append(this.path);
		if (!this.unnamed) {
			head.append(this.path.contains("?") ? '&' : '?').append("situation=").append(this.name.replace(' ', '+'));
		}
		head.append(" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
		this.headers.forEach((header) -> head.append(header).append("\r\n"));
		if (this.chunked) {
			head.append("Transfer-Encoding: chunked\r\n");
		}
		else if (this.body.length > 0 || this.method.equals("POST")) {
			head.append("Content-Length: ").append(this.body.length).append("\r\n");
		}
		request.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
		if (this.chunked) {
			request.writeBytes((Integer.toHexString(this.body.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
			request.writeBytes(this.body);
			request.writeBytes("\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
		}
		else {
			request.writeBytes(this.body);
		}
		return request.toByteArray();
	}

	@Override
	public String toString() {
		return this.name;
	}

}
