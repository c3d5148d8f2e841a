// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.emit;

import java.util.concurrent.atomic.LongAdder;

import io.weir.accesslog.body.KeptBody;

/**
 * Counts what became of entries.
 */
class CountingEntries implements EntryCounter {

	final LongAdder written = new LongAdder();

	final LongAdder dropped = new LongAdder();

	final LongAdder unwanted = new LongAdder();

	final LongAdder failed = new LongAdder();

	final LongAdder unparsable = new LongAdder();

	@Override
	public void written() {
		this.written.increment();
	}

	@Override
	public void dropped() {
		this.dropped.increment();
	}

	@Override
	public void unwanted() {
		this.unwanted.increment();
	}

	@Override
	public void failed() {
		this.failed.increment();
	}

	@Override
	public void requestBody(KeptBody kept, boolean unparsable) {
		if (unparsable) {
			this.unparsable.increment();
		}
	}

	@Override
	public void responseBody(KeptBody kept, boolean unparsable) {
		if (unparsable) {
			this.unparsable.increment();
		}
	}

	long total() {
		return this.written.sum() + this.dropped.sum() + this.unwanted.sum() + this.failed.sum();
	}

}
