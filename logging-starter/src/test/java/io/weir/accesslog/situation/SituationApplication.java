// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.situation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.error.ErrorAttributeOptions;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.boot.webmvc.error.DefaultErrorAttributes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.web.context.request.WebRequest;

/**
 * The application that all situations happen in.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(SituationController.class)
class SituationApplication {

	static ServletWebServerApplicationContext start(Container container, String... properties) {
		return start(container, new Class<?>[] { CollectedEntries.class }, properties);
	}

	static ServletWebServerApplicationContext start(Container container, Class<?>[] beside, String... properties) {
		SpringApplication application = new SpringApplication(SituationApplication.class);
		application.addPrimarySources(List.of(beside));
		List<String> args = new ArrayList<>(
				List.of("server.port=0", "spring.autoconfigure.exclude=" + container.excluded(),
						"spring.servlet.encoding.force=false", "server.shutdown=immediate"));
		args.addAll(List.of(properties));
		return (ServletWebServerApplicationContext) application
			.run(args.stream().map((property) -> "--" + property).toArray(String[]::new));
	}

	static int port(ServletWebServerApplicationContext context) {
		return context.getWebServer().getPort();
	}

	@Bean
	ServletRegistrationBean<SituationServlet> situationServlet() {
		ServletRegistrationBean<SituationServlet> registration = new ServletRegistrationBean<>(new SituationServlet(),
				"/raw/*");
		registration.setAsyncSupported(true);
		return registration;
	}

	@Bean
	ServletRegistrationBean<EdgeServlet> edgeServlet() {
		ServletRegistrationBean<EdgeServlet> registration = new ServletRegistrationBean<>(new EdgeServlet(), "/edge/*");
		registration.setAsyncSupported(true);
		return registration;
	}

	@Bean
	FilterRegistrationBean<Filter> earlyAnswer() {
		FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>((request, response, chain) -> {
			((HttpServletResponse) response).setStatus(429);
			response.getWriter().print("slow down");
		});
		registration.addUrlPatterns("/early");
		registration.setDispatcherTypes(DispatcherType.REQUEST);
		return registration;
	}

	@Bean
	FilterRegistrationBean<Filter> failingFilter() {
		FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>((request, response, chain) -> {
			throw new IllegalStateException("filter");
		});
		registration.addUrlPatterns("/filter-boom");
		registration.setDispatcherTypes(DispatcherType.REQUEST);
		return registration;
	}

	/**
	 * Without the time, so that two runs can be compared.
	 */
	@Bean
	DefaultErrorAttributes timelessErrorAttributes() {
		return new DefaultErrorAttributes() {

			@Override
			public Map<String, Object> getErrorAttributes(WebRequest request, ErrorAttributeOptions options) {
				Map<String, Object> attributes = super.getErrorAttributes(request, options);
				attributes.remove("timestamp");
				return attributes;
			}

		};
	}

	@Bean
	SecurityFilterChain security(HttpSecurity http) {
		return http.csrf((csrf) -> csrf.disable())
			.headers((headers) -> headers.withObjectPostProcessor(new EagerHeaders()))
			.httpBasic(Customizer.withDefaults())
			.authorizeHttpRequests((requests) -> requests.requestMatchers("/denied")
				.denyAll()
				.requestMatchers("/user")
				.authenticated()
				.anyRequest()
				.permitAll())
			.build();
	}

	@Bean
	UserDetailsService users() {
		return new InMemoryUserDetailsManager(User.withUsername("ada").password("{noop}pw").build());
	}

	/**
	 * Written late, a stream's thread and the container's would race for them, with or
	 * without the starter.
	 */
	private static final class EagerHeaders implements ObjectPostProcessor<HeaderWriterFilter> {

		@Override
		public <F extends HeaderWriterFilter> F postProcess(F filter) {
			filter.setShouldWriteHeadersEagerly(true);
			return filter;
		}

	}

}
