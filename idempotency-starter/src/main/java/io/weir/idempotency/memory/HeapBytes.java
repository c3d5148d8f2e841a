// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.memory;

import java.util.List;
import java.util.Map;

import io.weir.idempotency.RecordedResponse;
import org.jspecify.annotations.Nullable;

/**
 * What things cost in the heap of a 64-bit JVM with compressed references: headers,
 * padding, nodes and tables included.
 */
final class HeapBytes {

	/**
	 * A record or claim but for its fingerprint: the cache's node (40), the hash table's
	 * node and slot (32 and 8), the key (48) and the object itself (72).
	 */
	static final int OF_RECORD = 200;

	private static final int OF_RESPONSE = 24;

	private static final int OF_MAP = 56 + 80;

	private static final int OF_MAP_ENTRY = 40;

	private static final int OF_LIST = 40;

	private HeapBytes() {
	}

	static int of(byte @Nullable [] bytes) {
		return (bytes != null) ? ofArray(bytes.length) : 0;
	}

	static int ofArray(int length) {
		return padded(16 + length);
	}

	static int of(String text) {
		return 24 + ofArray(text.length());
	}

	/** Of what makes an answer replayable: its headers and body. */
	static int of(RecordedResponse response) {
		int bytes = OF_RESPONSE + OF_MAP + of(response.body());
		for (Map.Entry<String, List<String>> header : response.headers().entrySet()) {
			bytes += OF_MAP_ENTRY + of(header.getKey()) + OF_LIST;
			for (String value : header.getValue()) {
				bytes += 8 + of(value);
			}
		}
		return bytes;
	}

	private static int padded(int bytes) {
		return (bytes + 7) & ~7;
	}

}
