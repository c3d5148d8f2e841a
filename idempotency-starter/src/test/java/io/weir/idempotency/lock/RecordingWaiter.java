// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.lock;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Remembers what it was told.
 */
final class RecordingWaiter implements LockWaiter<String, String> {

	final List<LockHandle<String, String>> handles = new CopyOnWriteArrayList<>();

	final List<String> outcomes = new CopyOnWriteArrayList<>();

	final List<String> holders = new CopyOnWriteArrayList<>();

	@Override
	public void granted(LockHandle<String, String> handle) {
		this.handles.add(handle);
	}

	@Override
	public void answered(String outcome) {
		this.outcomes.add(outcome);
	}

	@Override
	public void holderChanged(String holder) {
		this.holders.add(holder);
	}

	boolean wasTold() {
		return !this.handles.isEmpty() || !this.outcomes.isEmpty();
	}

}
