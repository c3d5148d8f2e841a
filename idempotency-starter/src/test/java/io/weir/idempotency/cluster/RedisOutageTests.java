// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.cluster;

import java.util.List;

import io.weir.idempotency.engine.RedisEngine;

/**
 * Outages of Redis.
 */
class RedisOutageTests extends OutageTests {

	@Override
	int enginePort() {
		return RedisEngine.shared().port();
	}

	@Override
	List<String> properties(int port) {
		return List.of("weir.idempotency.store=redis", "spring.data.redis.port=" + port,
				"weir.idempotency.redis.key-prefix=outage:");
	}

}
