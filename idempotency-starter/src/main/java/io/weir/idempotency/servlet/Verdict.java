// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import io.weir.idempotency.Fingerprint;
import io.weir.idempotency.lock.LockHandle;
import io.weir.idempotency.problem.Problem;

/**
 * What is to be done with a keyed request.
 */
sealed interface Verdict {

	/**
	 * Its handler runs.
	 *
	 * @param run the run, which owns the key
	 */
	record Proceed(Run run) implements Verdict {
	}

	/**
	 * An earlier run's outcome answers it.
	 *
	 * @param recorded the outcome
	 */
	record Answered(Recorded recorded) implements Verdict {
	}

	/**
	 * It is refused.
	 *
	 * @param problem why
	 */
	record Refused(Problem problem) implements Verdict {
	}

	/**
	 * Another request with this key runs on this instance.
	 *
	 * @param first what is known of that request
	 */
	record Outstanding(Fingerprint first) implements Verdict {
	}

	/**
	 * Another request with this key runs on another instance.
	 *
	 * @param lock the key's lock on this one
	 */
	record Elsewhere(LockHandle<Holder, Recorded> lock) implements Verdict {
	}

}
