// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.cluster;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A short campaign for each store, and one that shows that the campaign sees duplicates.
 * With {@code -Dcampaign.long=true} long ones, of 1,000 disturbances and 20,000 keys.
 */
class CrashCampaignTests {

	@Test
	void runsExactlyOnceWhenTransactionalInstancesDie() throws Exception {
		CampaignReport report = run(CampaignPlan.transactional());
		assertThat(report.twice()).isZero();
		assertThat(report.missing()).isZero();
		assertThat(report.differing()).isZero();
		assertThat(report.lost()).isZero();
	}

	@Test
	void runsAtMostOnceWhenMarkerInstancesDie() throws Exception {
		CampaignReport report = run(CampaignPlan.marker());
		assertThat(report.twice()).isZero();
		assertThat(report.missing()).isZero();
		assertThat(report.differing()).isZero();
	}

	@Test
	void losesNothingWhenInstancesOverRedisDie() throws Exception {
		CampaignReport report = run(CampaignPlan.redis());
		assertThat(report.missing()).isZero();
	}

	private static CampaignReport run(CampaignPlan plan) throws Exception {
		CampaignReport report = new CrashCampaign(plan).run();
		System.out.println(report.table());
		assertThat(report.keys()).isPositive();
		assertThat(report.unanswered()).isEmpty();
		assertThat(report.kills() + report.pauses()).isPositive();
		return report;
	}

}
