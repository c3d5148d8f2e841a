// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.situation;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * What few applications do, each under a path of its own.
 */
class EdgeServlet extends HttpServlet {

	static final Semaphore CLIENT_LEFT = new Semaphore(0);

	private static final long serialVersionUID = 1;

	private static final String SENDFILE = "org.apache.tomcat.sendfile.";

	@Override
	protected void service(HttpServletRequest request, HttpServletResponse response)
			throws ServletException, IOException {
		switch (request.getPathInfo()) {
			case "/boom" -> throw new IllegalStateException("boom");
			case "/write-and-boom" -> {
				response.getWriter().print("thrown away");
				throw new IllegalStateException("boom");
			}
			case "/own-exception" -> throw new OwnException("own", new IllegalStateException("cause"));
			case "/wrapped-exception" -> throw new ServletException(new IllegalStateException("cause"));
			case "/send-error" -> response.sendError(418, "teapot");
			case "/write-and-send-error" -> {
				response.getWriter().print("thrown away");
				response.sendError(404);
			}
			case "/timeout" -> request.startAsync().setTimeout(50);
			case "/upstream-after-commit" -> {
				response.getOutputStream().print("begun");
				response.flushBuffer();
				throw new ConnectException("Connection refused");
			}
			case "/sendfile" -> sendfile(request, response);
			case "/skip" -> {
				request.getInputStream().skip(9);
				response.getWriter().print(request.getInputStream().readAllBytes().length);
			}
			case "/endless-text" -> {
				PrintWriter out = response.getWriter();
				for (int i = 0; i < 5000; i++) {
					out.print("x".repeat(20_000));
					if (request.getParameter("flush") != null) {
						out.flush();
					}
				}
			}
			case "/answer-late" -> {
				acquire();
				response.getWriter().print("late");
			}
			default -> response.setStatus(404);
		}
	}

	private static void sendfile(HttpServletRequest request, HttpServletResponse response) throws IOException {
		Path file = Files.createTempFile("weir", ".bin");
		file.toFile().deleteOnExit();
		Files.write(file, new byte[100_000]);
		response.setContentLength(90_000);
		if (Boolean.TRUE.equals(request.getAttribute(SENDFILE + "support"))) {
			request.setAttribute(SENDFILE + "filename", file.toRealPath().toString());
			request.setAttribute(SENDFILE + "start", 10_000L);
			request.setAttribute(SENDFILE + "end", 100_000L);
		}
		else {
			response.getOutputStream().write(new byte[90_000]);
		}
	}

	private static void acquire() {
		try {
			if (!CLIENT_LEFT.tryAcquire(10, TimeUnit.SECONDS)) {
				throw new IllegalStateException("The client stayed");
			}
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * An exception of the application that happens to extend the container's.
	 */
	static class OwnException extends ServletException {

		private static final long serialVersionUID = 1;

		OwnException(String message, Throwable cause) {
			super(message, cause);
		}

	}

}
