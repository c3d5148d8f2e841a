// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.benchmark;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Tomcat with fifty threads and a handler that answers when it is told to.
 */
@SpringBootConfiguration
@EnableAutoConfiguration
@RestController
public class WaitingServer {

	private final CountDownLatch released = new CountDownLatch(1);

	public static void main(String[] arguments) {
		String security = "org.springframework.boot.security.autoconfigure.";
		SpringApplication application = new SpringApplication(WaitingServer.class);
		application.setDefaultProperties(Map.of("server.port", "0", "server.tomcat.threads.max", "50",
				"server.tomcat.max-connections", "12000", "server.tomcat.accept-count", "1000",
				"weir.idempotency.concurrent", "wait", "weir.idempotency.wait-at-most", "120s",
				"weir.idempotency.max-waiting", "20000", "weir.idempotency.max-waiting-per-key", "20000",
				"spring.main.banner-mode", "off", "spring.autoconfigure.exclude",
				"org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration," + security
						+ "SecurityAutoConfiguration," + security + "UserDetailsServiceAutoConfiguration," + security
						+ "web.servlet.ServletWebSecurityAutoConfiguration," + security
						+ "actuate.web.servlet.ManagementWebSecurityAutoConfiguration," + security
						+ "web.servlet.SecurityFilterAutoConfiguration"));
		ServletWebServerApplicationContext context = (ServletWebServerApplicationContext) application.run();
		System.out.println("PORT " + context.getWebServer().getPort());
	}

	@PostMapping("/slow")
	Map<String, String> slow() throws InterruptedException {
		return Map.of("released", String.valueOf(this.released.await(5, TimeUnit.MINUTES)));
	}

	@PostMapping("/release")
	void release() {
		this.released.countDown();
	}

	@GetMapping("/ping")
	String ping() {
		return "pong";
	}

}
