// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.situation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * What only a servlet can do with a request and a response, each under a path of its own.
 */
class SituationServlet extends HttpServlet {

	private static final byte[] TEN = "0123456789".getBytes(StandardCharsets.US_ASCII);

	private static final long serialVersionUID = 1;

	private final transient Map<String, Handler> handlers = new LinkedHashMap<>();

	SituationServlet() {
		reading();
		writing();
		resetting();
		dispatching();
		asynchronous();
		this.handlers.put("/non-blocking-echo", NonBlockingEcho::start);
		this.handlers.put("/upgrade", (request, response) -> {
			response.setHeader("Connection", "Upgrade");
			response.setHeader("Upgrade", "shout");
			response.setStatus(101);
			request.upgrade(ShoutHandler.class);
		});
	}

	private void reading() {
		this.handlers.put("/read-buffer", (request, response) -> {
			ByteBuffer buffer = ByteBuffer.allocate(7);
			ServletInputStream in = request.getInputStream();
			long total = 0;
			for (int n = in.read(buffer.clear()); n >= 0; n = in.read(buffer.clear())) {
				total += n;
			}
			response.getWriter().print(total);
		});
		this.handlers.put("/swallow", (request, response) -> response.getOutputStream()
			.print(String.valueOf(request.getInputStream().transferTo(OutputStream.nullOutputStream()))));
		this.handlers.put("/read-lines", (request, response) -> {
			byte[] line = new byte[64];
			ServletInputStream in = request.getInputStream();
			for (int n = in.readLine(line, 0, line.length); n >= 0; n = in.readLine(line, 0, line.length)) {
				response.getOutputStream().write(line, 0, n);
			}
		});
		this.handlers.put("/read-some", (request, response) -> {
			InputStream in = request.getInputStream();
			in.read();
			in.skip(2);
			in.readNBytes(7);
		});
		this.handlers.put("/read-none", (request, response) -> response.getWriter().print("unread"));
		this.handlers.put("/reader", (request, response) -> {
			BufferedReader reader = request.getReader();
			response.setCharacterEncoding("UTF-8");
			for (String line = reader.readLine(); line != null; line = reader.readLine()) {
				response.getWriter().print(line + "|");
			}
		});
		this.handlers.put("/reader-marks", (request, response) -> {
			BufferedReader reader = request.getReader();
			reader.mark(100);
			reader.read(new char[5]);
			reader.reset();
			reader.read();
			reader.skip(4);
		});
		this.handlers.put("/parameters", (request, response) -> response.getWriter()
			.print(request.getParameter("a") + request.getParameterMap().size()));
	}

	private void writing() {
		this.handlers.put("/write-buffer", (request, response) -> {
			response.getOutputStream().write(ByteBuffer.wrap(TEN, 2, 6));
			response.getOutputStream().write(ByteBuffer.allocateDirect(5));
		});
		this.handlers.put("/write-bytes", (request, response) -> {
			ServletOutputStream out = response.getOutputStream();
			out.write('x');
			out.write(TEN);
			out.write(TEN, 3, 4);
			out.print("pr\u00efnt");
			out.println(7);
			out.println("line");
		});
		this.handlers.put("/endless", (request, response) -> {
			byte[] block = new byte[8192];
			for (int i = 0; i < 1_000_000; i++) {
				response.getOutputStream().write(block);
			}
		});
		this.handlers.put("/flushes", (request, response) -> {
			response.getOutputStream().write(TEN);
			response.getOutputStream().flush();
			response.getOutputStream().write(TEN);
			response.flushBuffer();
			response.getOutputStream().write(TEN);
		});
		this.handlers.put("/write-text", (request, response) -> {
			response.setContentType("text/plain;charset=" + request.getParameter("charset"));
			PrintWriter out = response.getWriter();
			out.write('\u00e9');
			out.print("\ud83d");
			out.write(new char[] { '\ude00', 'z' });
			out.println("\u20ac \u00fc");
			out.printf("%s %d%n", "t\u00ebxt", 7);
			out.append("x").append("abc", 1, 2).append('c');
			out.write("0\ud83d\ude001", 1, 2);
			out.print((String) null);
			out.println(true);
		});
		this.handlers.put("/write-after-close", (request, response) -> {
			response.getWriter().print("before");
			response.getWriter().close();
			response.getWriter().print("after");
		});
		this.handlers.put("/write-too-much", (request, response) -> {
			response.setContentLength(5);
			try {
				response.getOutputStream().write(TEN);
			}
			catch (IOException ex) {
				// Jetty refuses it.
			}
		});
		this.handlers.put("/write-too-little", (request, response) -> {
			response.setContentLength(50);
			response.getOutputStream().write(TEN);
		});
		this.handlers.put("/write-and-boom", (request, response) -> {
			response.getOutputStream().write(TEN);
			response.flushBuffer();
			throw new IllegalStateException("after the response had begun");
		});
		this.handlers.put("/early-hints", (request, response) -> {
			response.setHeader("Link", "</style.css>; rel=preload");
			response.sendError(103);
			response.getWriter().print("after the hints");
		});
	}

	private void resetting() {
		this.handlers.put("/reset", (request, response) -> {
			response.getWriter().print("forgotten");
			response.reset();
			response.getOutputStream().write(TEN);
		});
		this.handlers.put("/reset-buffer", (request, response) -> {
			response.setContentType("application/octet-stream");
			response.getOutputStream().write(new byte[100]);
			response.resetBuffer();
			response.setContentType("text/plain");
			response.getOutputStream().write(TEN);
		});
		this.handlers.put("/redirect", (request, response) -> {
			response.getWriter().print("forgotten");
			response.sendRedirect("/hello/you");
			response.getWriter().print("too late");
		});
		this.handlers.put("/redirect-with-body", (request, response) -> {
			response.getWriter().print("see there");
			response.sendRedirect("/hello/you", 303, false);
		});
	}

	private void dispatching() {
		this.handlers.put("/include", (request, response) -> {
			response.getOutputStream().print("<");
			request.getRequestDispatcher("/raw/included").include(request, response);
			response.getOutputStream().print(">");
		});
		this.handlers.put("/included", (request, response) -> {
			response.setStatus(404);
			response.getOutputStream().write(TEN);
		});
		this.handlers.put("/forward", (request, response) -> {
			response.getOutputStream().write(new byte[100]);
			request.getRequestDispatcher("/hello/forwarded").forward(request, response);
			try {
				response.getOutputStream().write(TEN);
			}
			catch (IOException ex) {
				// Closed by the forward.
			}
		});
	}

	private void asynchronous() {
		this.handlers.put("/async", (request, response) -> {
			AsyncContext async = request.startAsync();
			async.start(() -> {
				write(async);
				async.complete();
			});
		});
		this.handlers.put("/async-wrapped", (request, response) -> {
			AsyncContext async = request.startAsync(request, response);
			async.start(() -> {
				write(async);
				async.complete();
			});
		});
		this.handlers.put("/async-dispatch", (request, response) -> {
			AsyncContext async = request.startAsync();
			async.start(() -> async.dispatch("/hello/dispatched"));
		});
		this.handlers.put("/async-twice", (request, response) -> {
			if (request.getAttribute("again") == null) {
				request.setAttribute("again", true);
				AsyncContext async = request.startAsync();
				async.start(async::dispatch);
			}
			else {
				AsyncContext async = request.startAsync();
				async.start(() -> {
					write(async);
					async.complete();
				});
			}
		});
		this.handlers.put("/async-timeout", (request, response) -> request.startAsync().setTimeout(50));
		this.handlers.put("/async-boom", (request, response) -> {
			request.startAsync();
			throw new IllegalStateException("started, then failed");
		});
	}

	private static void text(HttpServletResponse response, int bytes) throws IOException {
		response.setContentType("text/plain");
		byte[] block = new byte[8192];
		for (int left = bytes; left > 0; left -= block.length) {
			response.getOutputStream().write(block, 0, Math.min(left, block.length));
		}
	}

	private static void write(AsyncContext async) {
		try {
			async.getResponse().getOutputStream().write(TEN);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	protected void service(HttpServletRequest request, HttpServletResponse response)
			throws ServletException, IOException {
		Object included = request.getAttribute(RequestDispatcher.INCLUDE_PATH_INFO);
		if (request.getPathInfo().startsWith("/text/")) {
			text(response, Integer.parseInt(request.getPathInfo().substring(6)));
			return;
		}
		Handler handler = this.handlers.get((included != null) ? included : request.getPathInfo());
		if (handler == null) {
			response.sendError(404);
		}
		else {
			handler.handle(request, response);
		}
	}

	/**
	 * Answers one request.
	 */
	@FunctionalInterface
	interface Handler {

		void handle(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException;

	}

}
