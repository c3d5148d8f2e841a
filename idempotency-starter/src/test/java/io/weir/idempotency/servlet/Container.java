// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/**
 * A container to run an application in. Both are on the class path; the other one is left
 * out.
 */
enum Container {

	TOMCAT("org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration"),

	JETTY("org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration");

	private static final List<String> NOT_WANTED = List.of(
			"org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration",
			"org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration",
			"org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
			"org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration",
			"org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration");

	private final String excluded;

	Container(String excluded) {
		this.excluded = excluded;
	}

	/**
	 * Starts an application without Spring Security.
	 */
	RunningApplication run(Class<?> application, String... properties) {
		List<String> excludes = new ArrayList<>(NOT_WANTED);
		excludes.add(this.excluded);
		return start(application, String.join(",", excludes), properties);
	}

	/**
	 * Starts an application with Spring Security.
	 */
	RunningApplication runSecured(Class<?> application, String... properties) {
		return start(application, this.excluded, properties);
	}

	private static RunningApplication start(Class<?> application, String excludes, String... properties) {
		List<String> arguments = new ArrayList<>();
		arguments.add("--server.port=0");
		arguments.add("--spring.autoconfigure.exclude=" + excludes);
		arguments.add("--spring.main.banner-mode=off");
		arguments.add("--logging.level.root=WARN");
		arguments.add("--logging.level.org.apache.catalina.core.ContainerBase=OFF");
		for (String property : properties) {
			arguments.add("--" + property);
		}
		return new RunningApplication((ServletWebServerApplicationContext) SpringApplication.run(application,
				arguments.toArray(String[]::new)));
	}

	/**
	 * A running application.
	 *
	 * @param context its context
	 */
	record RunningApplication(ServletWebServerApplicationContext context) implements AutoCloseable {

		int port() {
			return this.context.getWebServer().getPort();
		}

		<T> T bean(Class<T> type) {
			return this.context.getBean(type);
		}

		@Override
		public void close() {
			this.context.close();
		}

	}

}
