// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.cluster;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The books after a campaign.
 *
 * @param name the campaign's name
 * @param kills instances killed
 * @param pauses instances paused beyond the lease
 * @param requests requests sent
 * @param keys keys answered
 * @param replays replays seen
 * @param rows payments in the database
 * @param twice keys with more than one payment
 * @param missing keys that were answered and have no payment
 * @param differing keys with different answers, or one that names no payment
 * @param lost keys whose answer could not be replayed
 * @param unanswered keys that nobody answered for a minute
 * @param took how long it took
 */
record CampaignReport(String name, int kills, int pauses, int requests, int keys, int replays, int rows, int twice,
		int missing, int differing, int lost, List<String> unanswered, Duration took) {

	static CampaignReport of(CampaignPlan plan, List<CampaignClient> clients, JdbcTemplate jdbc, int kills, int pauses,
			Duration took) throws InterruptedException {
		Map<String, Set<String>> answers = new HashMap<>();
		clients.forEach((client) -> answers.putAll(client.answers()));
		Thread.sleep(1500); // what a resumed instance still commits
		Map<String, Set<String>> rows = new HashMap<>();
		jdbc.query("SELECT key_of, id FROM payment", (row) -> {
			rows.computeIfAbsent(row.getString(1), (key) -> new HashSet<>()).add(row.getString(2));
		});
		int differing = 0;
		for (Map.Entry<String, Set<String>> answered : answers.entrySet()) {
			Set<String> paid = rows.getOrDefault(answered.getKey(), Set.of());
			boolean known = answered.getValue()
				.stream()
				.allMatch((body) -> paid.stream().anyMatch((id) -> body.contains("\"number\": " + id + ",")));
			differing += (answered.getValue().size() == 1 && known) ? 0 : 1;
		}
		return new CampaignReport(plan.name(), kills, pauses, clients.stream().mapToInt(CampaignClient::requests).sum(),
				answers.size(), clients.stream().mapToInt(CampaignClient::replays).sum(),
				rows.values().stream().mapToInt(Set::size).sum(),
				(int) rows.values().stream().filter((ids) -> ids.size() > 1).count(),
				(int) answers.keySet().stream().filter((key) -> !rows.containsKey(key)).count(), differing,
				clients.stream().mapToInt(CampaignClient::lost).sum(),
				clients.stream().flatMap((client) -> client.unanswered().stream()).toList(), took);
	}

	String table() {
		return String.format("""

				| campaign | %s |
				| --- | --- |
				| kills, pauses | %d, %d |
				| requests, keys answered, replays | %d, %d, %d |
				| payments | %d |
				| keys with two payments | %d |
				| keys answered without a payment | %d |
				| keys with differing answers | %d |
				| keys whose answer is lost (409 response-not-replayable) | %d |
				| keys that nobody answered for a minute | %s |
				| took | %d s |
				""", this.name, this.kills, this.pauses, this.requests, this.keys, this.replays, this.rows, this.twice,
				this.missing, this.differing, this.lost, this.unanswered, this.took.toSeconds());
	}

}
