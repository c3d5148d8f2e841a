// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.situation;

/**
 * The servlet containers that every situation happens on.
 */
enum Container {

	TOMCAT("org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration"),
	JETTY("org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration");

	private final String excluded;

	Container(String excluded) {
		this.excluded = excluded;
	}

	String excluded() {
		return this.excluded;
	}

}
