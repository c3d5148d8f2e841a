// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.memory;

import org.jspecify.annotations.Nullable;

/**
 * Counts the bytes of all claims and records, keeps the records in the order of their
 * completion, and says which one has to go. Calls nobody while it is locked.
 * <p>
 * Markers and claims may take seven eighths of the room. The rest is for answers alone,
 * so that the newest can be replayed however many markers there are.
 */
final class MemoryLedger {

	private final long maxBytes;

	private final long maxMarkerBytes;

	private long markerBytes;

	private long responseBytes;

	private long records;

	private long evictedResponses;

	private long evictedMarkers;

	private @Nullable MemoryRecord oldest;

	private @Nullable MemoryRecord newest;

	// Everything older has none.
	private @Nullable MemoryRecord oldestWithResponse;

	MemoryLedger(long maxBytes) {
		this.maxBytes = maxBytes;
		this.maxMarkerBytes = maxBytes - maxBytes / 8;
	}

	/**
	 * Reserves room for a claim, at the cost of the oldest answers.
	 * @return whether there was room; if not, markers are in the way
	 */
	synchronized boolean reserve(int bytes) {
		if (this.markerBytes + bytes > this.maxMarkerBytes) {
			return false;
		}
		this.markerBytes += bytes;
		dropResponses();
		return true;
	}

	/** Gives back what was reserved for a claim that ended without a record. */
	synchronized void cancel(int bytes) {
		this.markerBytes -= bytes;
	}

	/**
	 * Puts a record in the place of its claim. Its answer goes at once when it is larger
	 * than all the room that markers leave.
	 */
	synchronized void add(MemoryRecord record, int reserved) {
		this.markerBytes -= reserved;
		if (record.state != MemoryRecord.State.NEW) {
			return; // removed before it was here
		}
		record.state = MemoryRecord.State.LISTED;
		this.markerBytes += record.markerBytes();
		this.responseBytes += record.responseBytes();
		this.records++;
		MemoryRecord before = this.newest;
		if (before != null) {
			before.newer = record;
			record.older = before;
		}
		else {
			this.oldest = record;
		}
		this.newest = record;
		if (this.oldestWithResponse == null && record.hasResponse()) {
			this.oldestWithResponse = record;
		}
		if (record.responseBytes() > this.maxBytes - this.markerBytes) {
			dropResponse(record);
		}
		dropResponses();
	}

	/** Takes a record off the books, or sees to it that it does not get there. */
	synchronized void remove(MemoryRecord record) {
		MemoryRecord.State before = record.state;
		record.state = MemoryRecord.State.REMOVED;
		if (before == MemoryRecord.State.LISTED) {
			unlink(record);
		}
	}

	/**
	 * Takes the oldest record off the books, for the caller to remove.
	 * @return the record, or {@code null} when only claims are left
	 */
	synchronized @Nullable MemoryRecord evictOldest() {
		MemoryRecord victim = this.oldest;
		if (victim != null) {
			remove(victim);
			this.evictedMarkers++;
		}
		return victim;
	}

	synchronized long records() {
		return this.records;
	}

	synchronized long bytes() {
		return this.markerBytes + this.responseBytes;
	}

	synchronized long evictedResponses() {
		return this.evictedResponses;
	}

	synchronized long evictedMarkers() {
		return this.evictedMarkers;
	}

	private void dropResponses() {
		MemoryRecord victim = this.oldestWithResponse;
		while (victim != null && this.markerBytes + this.responseBytes > this.maxBytes) {
			dropResponse(victim);
			victim = this.oldestWithResponse;
		}
	}

	private void dropResponse(MemoryRecord record) {
		if (this.oldestWithResponse == record) {
			this.oldestWithResponse = nextWithResponse(record);
		}
		this.responseBytes -= record.responseBytes();
		record.dropResponse();
		this.evictedResponses++;
	}

	private void unlink(MemoryRecord record) {
		this.records--;
		this.markerBytes -= record.markerBytes();
		this.responseBytes -= record.responseBytes();
		if (this.oldestWithResponse == record) {
			this.oldestWithResponse = nextWithResponse(record);
		}
		MemoryRecord before = record.older;
		MemoryRecord after = record.newer;
		if (before != null) {
			before.newer = after;
		}
		else {
			this.oldest = after;
		}
		if (after != null) {
			after.older = before;
		}
		else {
			this.newest = before;
		}
		record.older = null;
		record.newer = null;
	}

	private static @Nullable MemoryRecord nextWithResponse(MemoryRecord record) {
		MemoryRecord next = record.newer;
		while (next != null && !next.hasResponse()) {
			next = next.newer;
		}
		return next;
	}

}
