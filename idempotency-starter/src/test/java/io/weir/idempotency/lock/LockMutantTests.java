// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.lock;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The proofs of the {@link LockTable} fail when it is broken.
 */
class LockMutantTests {

	@ParameterizedTest
	@EnumSource(names = { "A_WAITER_THAT_LEFT_STAYS_IN_THE_QUEUE", "A_FORMER_HOLDER_RELEASES_ANOTHERS_LOCK",
			"A_LOCK_IS_GRANTED_TWICE", "THE_NEXT_IS_NOT_WOKEN", "WAITERS_ARE_FORGOTTEN_ON_COMPLETION",
			"A_REFUSED_CALLBACK_IS_LOST", "REFUSED_CALLBACKS_ARE_NESTED" })
	void isNoticedByTheUnitTests(LockMutant mutant) throws Exception {
		assertNoticed(mutant, LockTableTests.class);
	}

	@ParameterizedTest
	@EnumSource(names = { "A_HELD_ENTRY_EXPIRES", "AN_IDLE_ENTRY_IS_TAKEN_UNPINNED",
			"AN_ENTRY_IS_PINNED_WITHOUT_A_SECOND_LOOK", "A_REFERENCE_IS_NEVER_DROPPED", "A_REMOVED_ENTRY_IS_TAKEN",
			"EVERY_RELEASE_LEAVES_A_TASK_BEHIND", "A_TAKEN_ENTRY_EXPIRES_WHEN_THE_FORMER_HOLDER_IS_LATE" })
	void isNoticedByTheForcedInterleavings(LockMutant mutant) throws Exception {
		assertNoticed(mutant, LockExpiryTests.class);
	}

	@Test
	void isNoticedByTheStorm() throws Exception {
		assertNoticed(LockMutant.A_LOCK_IS_GRANTED_TWICE, LockStormTests.class);
	}

	private static void assertNoticed(LockMutant mutant, Class<?> proof) throws Exception {
		List<String> noticed = mutant.noticedBy(proof);
		System.out.println(mutant + " is noticed by " + noticed);
		assertThat(noticed).isNotEmpty();
	}

}
