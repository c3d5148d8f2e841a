// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.autoconfigure;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.weir.accesslog.emit.KeyValues;
import io.weir.accesslog.format.FieldNames;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * What Boot's structured logging is set to, as far as it decides how fields are attached.
 */
class StructuredLogging {

	private static final Logger log = LoggerFactory.getLogger(StructuredLogging.class);

	private final Environment environment;

	private final String console;

	private final String file;

	StructuredLogging(Environment environment) {
		this.environment = environment;
		this.console = environment.getProperty("logging.structured.format.console", "");
		this.file = environment.getProperty("logging.structured.format.file", "");
	}

	boolean isOn() {
		return !this.console.isBlank() || !this.file.isBlank();
	}

	boolean isEcs() {
		return isFormat("ecs");
	}

	private boolean isFormat(String format) {
		return this.console.equalsIgnoreCase(format) || this.file.equalsIgnoreCase(format);
	}

	KeyValues keyValues(FieldNames names) {
		warnOfLostFields();
		// GELF has no objects; Log4j2 makes text of any value, and its own text of maps.
		boolean mapsAsText = isFormat("gelf")
				|| !LoggerFactory.getILoggerFactory().getClass().getName().startsWith("ch.qos.logback.");
		return new KeyValues(names, isOn(), mapsAsText, addedRoots());
	}

	private void warnOfLostFields() {
		if (!this.environment.getProperty("logging.structured.json.context.include", Boolean.class, true)) {
			log.warn("logging.structured.json.context.include=false: structured lines of the access log carry the "
					+ "message alone, no fields");
		}
		String prefix = this.environment.getProperty("logging.structured.json.context.prefix", "");
		if (!prefix.isEmpty()) {
			log.warn("logging.structured.json.context.prefix={}: the fields of the access log stand under it", prefix);
		}
	}

	private Set<String> addedRoots() {
		Map<String, String> added = Binder.get(this.environment)
			.bind("logging.structured.json.add", Bindable.mapOf(String.class, String.class))
			.orElse(Map.of());
		Set<String> roots = added.keySet()
			.stream()
			.map((name) -> name.contains(".") ? name.substring(0, name.indexOf('.')) : name)
			.collect(Collectors.toSet());
		if (!roots.isEmpty()) {
			log.info("Fields of the access log under {} are left out of structured lines: "
					+ "logging.structured.json.add has them", roots);
		}
		return roots;
	}

}
