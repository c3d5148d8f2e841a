// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.lock;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Lincheck finds what tests and storms do not meet by chance.
 */
class LockMutantLincheckTests {

	@Test
	void isNoticedWhenLeavingIsNotAtomic() throws Exception {
		assertThat(LockMutant.LEAVING_IS_NOT_ATOMIC.noticedBy(LockTableLincheckTests.class,
				"isLinearizableWhenTwoThreadsDoTwoThings"))
			.hasSize(1);
	}

}
