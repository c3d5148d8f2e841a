// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an editor tells of the properties.
 */
class ConfigurationMetadataTests {

	private static final String PREFIX = "weir.access-log.";

	private final JsonNode metadata = JsonMapper.shared()
		.readTree(getClass().getResourceAsStream("/META-INF/spring-configuration-metadata.json"));

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			enabled                       | true
			include                       | /**
			exclude                       |
			logger-name                   | weir.access
			format                        | combined
			pattern                       |
			key-values                    | auto
			field-names                   | auto
			file.name                     |
			file.additive                 | false
			file.max-size                 | 100MB
			file.max-history              | 7
			file.total-size-cap           | 1GB
			body.request                  | never
			body.response                 | never
			body.max-size                 | 4KB
			body.memory-limit             | 16MB
			body.content-types            | application/json
			headers.request               |
			headers.response              |
			redact.defaults               | true
			redact.mask                   | ***
			slow-threshold                | 1s
			level.success                 | info
			level.client-error            | info
			level.server-error            | error
			level.slow                    | warn
			sampling.rate                 | 1
			client-address.trusted-proxies|
			request-id.header             |
			async.enabled                 | true
			async.queue-capacity          | 8192
			async.overflow                | drop
			async.shutdown-timeout        | 5s
			""")
	void describesEveryPropertyAndItsDefault(String name, String value) {
		JsonNode property = properties().get(name);
		assertThat(property).as(name).isNotNull();
		assertThat(property.path("description").asString("")).as(name).endsWith(".");
		assertThat(first(property.path("defaultValue"))).as(name).isEqualTo(value);
	}

	// Several are written as a text such as [a, b].
	private static @Nullable String first(JsonNode defaults) {
		JsonNode first = defaults.isArray() ? defaults.path(0) : defaults;
		return first.isMissingNode() ? null : first.asString().replaceAll("^\\[|,.*$", "");
	}

	@Test
	void describesEveryValueOfAPropertyThatHasFew() throws Exception {
		Map<String, List<String>> hints = new TreeMap<>();
		Map<String, List<String>> constants = new TreeMap<>();
		for (Map.Entry<String, JsonNode> property : properties().entrySet()) {
			String type = property.getValue().path("type").asString();
			if (type.startsWith("io.weir.")) {
				constants.put(property.getKey(), new ArrayList<>());
				for (Object constant : Class.forName(type).getEnumConstants()) {
					constants.get(property.getKey())
						.add(constant.toString().toLowerCase(Locale.ROOT).replace('_', '-'));
				}
				hints.put(property.getKey(), hints(property.getKey()));
			}
		}
		assertThat(hints).hasSize(10).isEqualTo(constants);
	}

	private Map<String, JsonNode> properties() {
		Map<String, JsonNode> properties = new TreeMap<>();
		for (JsonNode property : this.metadata.path("properties")) {
			String name = property.path("name").asString();
			if (name.startsWith(PREFIX)) {
				properties.put(name.substring(PREFIX.length()), property);
			}
		}
		return properties;
	}

	private List<String> hints(String name) {
		List<String> values = new ArrayList<>();
		for (JsonNode hint : this.metadata.path("hints")) {
			if (hint.path("name").asString().equals(PREFIX + name)) {
				hint.path("values").forEach((value) -> values.add(value.path("value").asString()));
			}
		}
		return values;
	}

}
