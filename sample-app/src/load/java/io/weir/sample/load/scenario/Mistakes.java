// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.sample.load.scenario;

import java.time.Duration;

import io.weir.sample.load.Ledger;
import io.weir.sample.load.Traffic;

/**
 * Clients that get it wrong: a used key for another amount, no key, an empty one, one of
 * 300 characters, a payment that is not valid.
 */
public final class Mistakes implements Scenario {

	@Override
	public String name() {
		return "mismatches and mistakes";
	}

	@Override
	public void run(Traffic traffic) {
		while (traffic.pause(Duration.ofMillis(100))) {
			Ledger ledger = traffic.ledger();
			String key = Orders.newKey();
			var paid = traffic.pay("/payments", key, Orders.payment(100)).join();
			if (ledger.expect("payment", 201, paid)) {
				ledger.paid(key, paid);
			}
			if (ledger.expect("mismatch", 422, traffic.pay("/payments", key, Orders.payment(200)).join())) {
				ledger.count("mismatches answered 422");
			}
			ledger.expect("no key", 400, traffic.pay("/payments", null, Orders.newPayment()).join());
			ledger.expect("empty key", 400, traffic.pay("/payments", "\"\"", Orders.newPayment()).join());
			ledger.expect("long key", 400, traffic.pay("/payments", "k".repeat(300), Orders.newPayment()).join());
			String invalid = Orders.newPayment().replace("EUR", "euro");
			ledger.expect("invalid", 400, traffic.pay("/payments", Orders.newKey(), invalid).join());
		}
	}

}
