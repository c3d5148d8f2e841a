// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

/**
 * A way in which a handler takes its request and gives its answer.
 */
enum HandlerKind {

	JSON("/json", 201), TEXT("/text", 200), FORM("/form", 200, Body.FORM), MULTIPART("/multipart", 200, Body.MULTIPART),
	FUTURE("/future", 201), DEFERRED_RESULT("/deferred", 200), CALLABLE("/callable", 200), STREAM("/stream", 200),
	STREAM_OF_KNOWN_LENGTH("/known-stream", 200), SSE("/sse", 200, Replay.NONE), SEND_ERROR("/send-error", 410),
	EXCEPTION("/exception", 500, Replay.RUNS_AGAIN), EXCEPTION_HANDLER("/exception-handler", 422),
	UNREAD("/unread", 200), LARGE("/large", 200), TOO_LARGE("/too-large", 200, Replay.NONE),
	NO_CONTENT("/no-content", 204), REDIRECT("/redirect", 303), SEND_REDIRECT("/send-redirect", 302),
	WRITER("/writer", 200), FLUSHED("/flushed", 200), CLOSED("/closed", 200), EMPTY("/empty", 200),
	SERVLET_ASYNC("/servlet-async", 200), READER("/reader", 200), CHUNKED("/json", 201, Body.CHUNKED_JSON),
	LONG("/long", 200, Body.LONG_TEXT), HEADERS("/headers", 202), ASYNC_SEND_ERROR("/async-send-error", 410),
	UNAUTHORIZED("/unauthorized", 401, Replay.RUNS_AGAIN), LOCALE("/locale", 200), VIEW("/view", 302);

	final String path;

	final int status;

	final Body body;

	final Replay replay;

	HandlerKind(String path, int status) {
		this(path, status, Body.JSON, Replay.EQUAL);
	}

	HandlerKind(String path, int status, Body body) {
		this(path, status, body, Replay.EQUAL);
	}

	HandlerKind(String path, int status, Replay replay) {
		this(path, status, Body.JSON, replay);
	}

	HandlerKind(String path, int status, Body body, Replay replay) {
		this.path = path;
		this.status = status;
		this.body = body;
		this.replay = replay;
	}

	/**
	 * A request for this kind.
	 * @param attempt anything; what may differ between attempts differs with it
	 */
	String request(String content, int attempt, String... headers) {
		return this.body.request(this.path, content, attempt, headers);
	}

	enum Replay {

		EQUAL, NONE, RUNS_AGAIN

	}

	enum Body {

		JSON {
			@Override
			String request(String path, String content, int attempt, String... headers) {
				return Wire.post(path, "{\"content\":\"" + content + "\"}",
						with(headers, "Content-Type: application/json"));
			}
		},

		CHUNKED_JSON {
			@Override
			String request(String path, String content, int attempt, String... headers) {
				String json = "{\"content\":\"" + content + "\"}";
				return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
						+ String.join("\r\n", headers) + "\r\nTransfer-Encoding: chunked\r\n\r\n"
						+ Integer.toHexString(json.length()) + "\r\n" + json + "\r\n0\r\n\r\n";
			}
		},

		LONG_TEXT {
			@Override
			String request(String path, String content, int attempt, String... headers) {
				return Wire.post(path, "x".repeat(200_000) + content, with(headers, "Content-Type: text/plain"));
			}
		},

		FORM {
			@Override
			String request(String path, String content, int attempt, String... headers) {
				return Wire.post(path + "?q=1", "a=1&content=" + content,
						with(headers, "Content-Type: application/x-www-form-urlencoded"));
			}
		},

		MULTIPART {
			@Override
			String request(String path, String content, int attempt, String... headers) {
				String boundary = "----boundary" + attempt;
				String body = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhello\r\n--"
						+ boundary
						+ "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\nContent-Type: text/plain\r\n\r\n"
						+ content + "\r\n--" + boundary + "--\r\n";
				return Wire.post(path, body, with(headers, "Content-Type: multipart/form-data; boundary=" + boundary));
			}
		};

		abstract String request(String path, String content, int attempt, String... headers);

		private static String[] with(String[] headers, String header) {
			String[] all = java.util.Arrays.copyOf(headers, headers.length + 1);
			all[headers.length] = header;
			return all;
		}

	}

}
