// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.redact;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Hides the values of added fields by name, members of maps included, and texts that are
 * secrets or carry one. Safe for use by several threads.
 */
final class FieldRedactor {

	private final SecretNames names;

	private final NestedSecrets nested;

	private final String mask;

	FieldRedactor(SecretNames names, String mask) {
		this.names = names;
		this.nested = new NestedSecrets(names);
		this.mask = mask;
	}

	Object redact(String name, Object value) {
		return this.names.matches(name) ? this.mask : redact(value);
	}

	private Object redact(Object value) {
		if (value instanceof String text) {
			return this.nested.in(text, 0, text.length(), Encoding.BACKSLASHES) ? this.mask : text;
		}
		if (value instanceof Map<?, ?> map) {
			Map<String, @Nullable Object> redacted = new LinkedHashMap<>();
			map.forEach((name, member) -> redacted.put(String.valueOf(name),
					(member != null) ? redact(String.valueOf(name), member) : null));
			return Collections.unmodifiableMap(redacted);
		}
		if (value instanceof List<?> list) {
			List<@Nullable Object> redacted = new ArrayList<>();
			list.forEach((element) -> redacted.add((element != null) ? redact(element) : null));
			return Collections.unmodifiableList(redacted);
		}
		return value;
	}

}
