// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.cluster;

import java.time.Duration;
import java.util.List;

/**
 * What a campaign does. It ends when there were as many disturbances and answered keys as
 * asked for, or when its time is over.
 *
 * @param name what the report calls it
 * @param properties of the instances
 * @param seed of the disturbances
 * @param instances how many instances
 * @param clients how many clients
 * @param disturbances how many kills and pauses
 * @param killPercent how many of a hundred disturbances kill
 * @param everyMillis from one disturbance to the next, on average
 * @param keys how many keys to have answered
 * @param atMost bound of the whole
 */
record CampaignPlan(String name, List<String> properties, long seed, int instances, int clients, int disturbances,
		int killPercent, int everyMillis, int keys, Duration atMost) {

	static CampaignPlan of(String name, String... properties) {
		boolean longRun = Boolean.getBoolean("campaign.long");
		long seed = Long.getLong("campaign.seed", 42);
		return longRun
				? new CampaignPlan(name, List.of(properties), seed, 4, 8, Integer.getInteger("campaign.events", 1000),
						Integer.getInteger("campaign.kill-percent", 15), 300,
						Integer.getInteger("campaign.keys", 20_000),
						Duration.ofMinutes(Integer.getInteger("campaign.minutes", 15)))
				: new CampaignPlan(name, List.of(properties), seed, 3, 6, 8, 25, 300, 50, Duration.ofSeconds(5));
	}

	static CampaignPlan transactional() {
		return of("PostgreSQL, transactional", "weir.idempotency.store=jdbc",
				"weir.idempotency.jdbc.mode=transactional");
	}

	static CampaignPlan marker() {
		return of("PostgreSQL, marker", "weir.idempotency.store=jdbc");
	}

	static CampaignPlan unfenced() {
		return of("PostgreSQL, marker, fence taken out", "weir.idempotency.store=jdbc", "unfenced=true");
	}

	static CampaignPlan redis() {
		return of("Redis", "weir.idempotency.store=redis", "weir.idempotency.redis.key-prefix=campaign:");
	}

}
