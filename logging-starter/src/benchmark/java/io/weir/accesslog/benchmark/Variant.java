// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One way to log requests, or none, and the settings that switch it on. All but the valve
 * write to one file through Logback, synchronously unless it is Weir.
 */
enum Variant {

	BARE("bare"),

	VALVE("Tomcat AccessLogValve", "server.tomcat.accesslog.enabled=true"),

	COMMONS("CommonsRequestLoggingFilter, 4 KB payload", "benchmark.commons=true",
			"logging.level.org.springframework.web.filter.CommonsRequestLoggingFilter=debug"),

	LOGBOOK("Logbook 4.0.3, JSON, 4 KB bodies", "logbook.filter.enabled=true", "logbook.write.max-body-size=4096",
			"logbook.format.style=json", "logging.level.org.zalando.logbook=trace"),

	COMBINED("Weir, combined", "weir.access-log.enabled=true"),

	JSON("Weir, json", "weir.access-log.enabled=true", "weir.access-log.format=json"),

	BODIES("Weir, json, 4 KB bodies", "weir.access-log.enabled=true", "weir.access-log.format=json",
			"weir.access-log.body.request=always", "weir.access-log.body.response=always"),

	STUCK("Weir, writer stuck", "weir.access-log.enabled=true", "benchmark.stuck=true",
			"weir.access-log.async.queue-capacity=1024");

	private final String label;

	private final List<String> settings;

	Variant(String label, String... settings) {
		this.label = label;
		this.settings = List.of(settings);
	}

	String label() {
		return this.label;
	}

	boolean isWeir() {
		return this.settings.contains("weir.access-log.enabled=true");
	}

	List<String> arguments(Path folder) {
		List<String> arguments = new ArrayList<>();
		add(arguments, "server.port=0");
		add(arguments, "server.tomcat.threads.max=8");
		add(arguments, "server.tomcat.threads.min-spare=8");
		add(arguments, "server.tomcat.basedir=" + folder);
		add(arguments, "server.tomcat.max-keep-alive-requests=-1");
		add(arguments, "spring.main.banner-mode=off");
		add(arguments, "logging.threshold.console=off");
		add(arguments, "logging.file.name=" + folder.resolve(name() + ".log"));
		add(arguments, "spring.autoconfigure.exclude="
				+ "org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration,"
				+ "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration,"
				+ "org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration,"
				+ "org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration"
				+ (this == LOGBOOK ? "" : ",org.zalando.logbook.autoconfigure.LogbookAutoConfiguration"));
		if (!isWeir()) {
			add(arguments, "weir.access-log.enabled=false");
		}
		else if (this != STUCK) {
			add(arguments, "weir.access-log.file.name=" + folder.resolve(name() + "-access.log"));
		}
		this.settings.forEach((setting) -> add(arguments, setting));
		return arguments;
	}

	private static void add(List<String> arguments, String setting) {
		arguments.add("--" + setting);
	}

}
