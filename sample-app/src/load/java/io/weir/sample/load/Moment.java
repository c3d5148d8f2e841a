// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.sample.load;

/**
 * What one look at the sample showed, all instances together.
 *
 * @param second seconds since the start of the load
 * @param heapBytes heap in use
 * @param heapAfterGcBytes heap in use after the last collection
 * @param locks entries in the lock table
 * @param waiting duplicates that wait
 * @param recordBytes bytes of records kept
 * @param keptBytes bytes of bodies kept for the access log
 * @param queued entries waiting to be written
 * @param dropped entries dropped so far
 * @param receivedBytes bytes of body read so far
 * @param sentBytes bytes of body written so far
 * @param threads live threads
 * @param openFiles open file descriptors
 */
record Moment(double second, long heapBytes, long heapAfterGcBytes, long locks, long waiting, long recordBytes,
		long keptBytes, long queued, long dropped, long receivedBytes, long sentBytes, int threads, long openFiles) {

	static Moment of(double second, Counters counters, JvmProbe probe) {
		return new Moment(second, probe.heapBytes(), probe.heapBytesAfterLastGc(),
				(long) counters.sum("weir.idempotency.locks"), (long) counters.sum("weir.idempotency.waiting"),
				(long) counters.sum("weir.idempotency.memory.size"),
				(long) counters.sum("weir.access.log.body.memory"), (long) counters.sum("weir.access.log.queue.size"),
				(long) counters.sum("weir.access.log.entries", "result=\"dropped\""),
				(long) counters.sum("weir.access.log.bytes", "direction=\"received\""),
				(long) counters.sum("weir.access.log.bytes", "direction=\"sent\""), probe.threads(),
				probe.openFiles());
	}

}
