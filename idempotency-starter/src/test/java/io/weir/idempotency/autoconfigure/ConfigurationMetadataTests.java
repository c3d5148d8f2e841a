// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.autoconfigure;

import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an editor tells of each property.
 */
class ConfigurationMetadataTests {

	private static final String PREFIX = "weir.idempotency.";

	private static final Map<String, Map<String, Object>> PROPERTIES = new HashMap<>();

	@BeforeAll
	@SuppressWarnings("unchecked")
	static void read() throws Exception {
		try (InputStream in = IdempotencyProperties.class
			.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
			Map<String, Object> metadata = JsonMapper.shared().readValue(in, Map.class);
			for (Map<String, Object> property : (List<Map<String, Object>>) metadata.get("properties")) {
				PROPERTIES.put((String) property.get("name"), property);
			}
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "none",
			value = { "enabled|true", "header|Idempotency-Key", "key-syntax|lenient", "key-max-length|255",
					"key-pattern|none", "methods|[POST, PATCH]", "include|/**", "exclude|none", "required|false",
					"ttl|24h", "concurrent|reject", "wait-at-most|10s", "max-waiting|10000", "max-waiting-per-key|1000",
					"max-in-flight|10000", "lock-idle-expiry|5s", "lease|30s", "record.max-body-size|256KB",
					"record.statuses|[2xx, 3xx, 4xx, !401, !403, !408, !409, !425, !429]", "record.excluded-headers|*",
					"fingerprint.eager-limit|64KB", "fingerprint.max-drain|1MB", "scope.header|none",
					"replay-header|Idempotent-Replayed", "documentation-uri|none", "store|memory",
					"store-failure|reject", "memory.max-size|64MB", "memory.when-full|evict",
					"jdbc.table-name|weir_idempotency", "jdbc.initialize-schema|embedded", "jdbc.mode|marker",
					"jdbc.cleanup-interval|10m", "redis.key-prefix|weir:idempotency:", "endpoints|none" })
	void namesDefaultAndMeaningOfEachProperty(String name, String expected) {
		Map<String, Object> property = PROPERTIES.get(PREFIX + name);
		assertThat(property).as(name).isNotNull();
		assertThat((String) property.get("description")).as(name).endsWith(".").hasSizeGreaterThan(15);
		Object actual = property.get("defaultValue");
		if ("*".equals(expected)) {
			assertThat(String.valueOf(actual)).contains("Set-Cookie", "Date", "Access-Control-*");
		}
		else {
			assertThat((actual != null) ? actual.toString() : null).as(name).isEqualTo(expected);
		}
	}

	@Test
	void knowsTheValuesOfEachChoice() throws Exception {
		for (String choice : List.of("key-syntax", "concurrent", "store", "store-failure", "memory.when-full",
				"jdbc.initialize-schema", "jdbc.mode")) {
			String type = (String) PROPERTIES.get(PREFIX + choice).get("type");
			assertThat(Class.forName(type).isEnum()).as(choice).isTrue();
		}
	}

	@Test
	void describesEveryPropertyItHas() {
		assertThat(PROPERTIES.values())
			.allSatisfy((property) -> assertThat((String) property.get("description")).isNotBlank());
	}

}
