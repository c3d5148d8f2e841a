// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.sample.load;

import java.util.UUID;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The clients' ledger notices what is wrong.
 */
class LedgerTests {

	private final Ledger ledger = new Ledger();

	@Test
	void complainsWhenKeyGetsTwoAnswers() {
		this.ledger.paid("key", payment());
		this.ledger.paid("key", payment());
		assertThat(this.ledger.keys()).isEqualTo(1);
		assertThat(this.ledger.complaints()).singleElement().asString().contains("two answers");
	}

	@Test
	void isContentWhenAnswersAreEqual() {
		Answer answer = payment();
		this.ledger.paid("key", answer);
		this.ledger.paid("key", answer);
		assertThat(this.ledger.complaintCount()).isZero();
		assertThat(this.ledger.payments()).hasSize(1);
	}

	@Test
	void complainsWhenStatusIsAnother() {
		assertThat(this.ledger.expect("payment", 201, new Answer(500, "broken", false))).isFalse();
		assertThat(this.ledger.complaints()).containsExactly("payment: expected 201, got 500 broken");
	}

	private static Answer payment() {
		return new Answer(201, "{\"id\":\"" + UUID.randomUUID() + "\"}", false);
	}

}
