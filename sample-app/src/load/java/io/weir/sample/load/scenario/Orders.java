// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.sample.load.scenario;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Makes payments to send.
 */
final class Orders {

	private Orders() {
	}

	static String newKey() {
		ThreadLocalRandom random = ThreadLocalRandom.current();
		return new UUID(random.nextLong(), random.nextLong()).toString();
	}

	static String newPayment() {
		ThreadLocalRandom random = ThreadLocalRandom.current();
		return payment(random.nextInt(1, 100_000));
	}

	/**
	 * A payment with members that no log may show.
	 */
	static String payment(int cents) {
		return "{\"to\":\"Ada Lovelace\",\"amount\":\"%d.%02d\",\"currency\":\"EUR\",\"card_number\":\"4111111111111111\"}"
			.formatted(cents / 100, cents % 100);
	}

}
