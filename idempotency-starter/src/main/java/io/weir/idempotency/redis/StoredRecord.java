// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.redis;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.weir.idempotency.IdempotencyRecord;
import io.weir.idempotency.StoreUnavailableException;
import io.weir.idempotency.remote.RecordCodec;

/**
 * The fields of one hash, in the order in which the scripts answer with them.
 */
record StoredRecord(boolean isCompleted, String token, IdempotencyRecord record) {

	static StoredRecord of(List<byte @Nullable []> fields) {
		byte[] completed = fields.get(6);
		byte[] response = fields.get(7);
		return new StoredRecord(text(fields, 0).equals("C"), text(fields, 1),
				new IdempotencyRecord(RecordCodec.decodeFingerprint(value(fields, 5)),
						Integer.parseInt(text(fields, 2)), instant(value(fields, 3)),
						(completed != null) ? instant(completed) : null, instant(value(fields, 4)),
						(response != null) ? RecordCodec.decodeResponse(response) : null));
	}

	private static byte[] value(List<byte @Nullable []> fields, int index) {
		byte[] value = fields.get(index);
		if (value == null) {
			throw new StoreUnavailableException("A record in Redis lacks a field", null);
		}
		return value;
	}

	private static String text(List<byte @Nullable []> fields, int index) {
		return new String(value(fields, index), StandardCharsets.UTF_8);
	}

	private static Instant instant(byte[] millis) {
		return Instant.ofEpochMilli(Long.parseLong(new String(millis, StandardCharsets.UTF_8)));
	}

}
