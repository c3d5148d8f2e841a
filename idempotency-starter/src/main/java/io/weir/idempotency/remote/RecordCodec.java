// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.remote;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.weir.idempotency.Fingerprint;
import io.weir.idempotency.Fingerprint.BodyDigest;
import io.weir.idempotency.RecordedResponse;
import io.weir.idempotency.StoreUnavailableException;

/**
 * The bytes in which fingerprints and answers are kept outside the process. The first
 * byte is the version; an instance that meets a newer one refuses to guess, and the
 * request gets 503 until it reaches an upgraded instance.
 */
public final class RecordCodec {

	private static final int VERSION = 1;

	private RecordCodec() {
	}

	public static byte[] encode(Fingerprint fingerprint) {
		return write((out) -> {
			writeText(out, fingerprint.head());
			BodyDigest body = fingerprint.body();
			out.writeBoolean(body != null);
			if (body != null) {
				writeText(out, body.digest());
				out.writeLong(body.length());
				out.writeBoolean(body.complete());
				out.writeLong(body.declaredLength());
			}
		}, 256);
	}

	public static Fingerprint decodeFingerprint(byte[] bytes) {
		return read(bytes, (in) -> {
			String head = readText(in);
			BodyDigest body = in.readBoolean()
					? new BodyDigest(readText(in), in.readLong(), in.readBoolean(), in.readLong()) : null;
			return new Fingerprint(head, body);
		});
	}

	public static byte[] encode(RecordedResponse response) {
		byte[] body = response.body();
		return write((out) -> {
			out.writeShort(response.status());
			out.writeInt(response.headers().size());
			for (Map.Entry<String, List<String>> header : response.headers().entrySet()) {
				writeText(out, header.getKey());
				out.writeInt(header.getValue().size());
				for (String value : header.getValue()) {
					writeText(out, value);
				}
			}
			writeBytes(out, body);
		}, 512 + ((body != null) ? body.length : 0));
	}

	public static RecordedResponse decodeResponse(byte[] bytes) {
		return read(bytes, (in) -> {
			int status = in.readShort();
			Map<String, List<String>> headers = new LinkedHashMap<>();
			for (int left = in.readInt(); left > 0; left--) {
				String name = readText(in);
				List<String> values = new ArrayList<>();
				for (int more = in.readInt(); more > 0; more--) {
					values.add(readText(in));
				}
				headers.put(name, values);
			}
			return new RecordedResponse(status, headers, readBytes(in));
		});
	}

	private static void writeText(DataOutputStream out, String text) throws IOException {
		writeBytes(out, text.getBytes(StandardCharsets.UTF_8));
	}

	private static String readText(DataInputStream in) throws IOException {
		return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
	}

	private static void writeBytes(DataOutputStream out, byte @Nullable [] bytes) throws IOException {
		out.writeInt((bytes != null) ? bytes.length : -1);
		if (bytes != null) {
			out.write(bytes);
		}
	}

	private static byte @Nullable [] readBytes(DataInputStream in) throws IOException {
		int length = in.readInt();
		return (length >= 0) ? in.readNBytes(length) : null;
	}

	private static byte[] write(Writing writing, int expectedBytes) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream(expectedBytes);
		try (DataOutputStream out = new DataOutputStream(bytes)) {
			out.writeByte(VERSION);
			writing.to(out);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

	private static <T> T read(byte[] bytes, Reading<T> reading) {
		try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
			int version = in.readByte();
			if (version != VERSION) {
				throw new StoreUnavailableException("A record has version " + version + ", this instance reads version "
						+ VERSION + ": it was written by a newer one", null);
			}
			return reading.from(in);
		}
		catch (IOException ex) {
			throw new StoreUnavailableException("A record cannot be read", ex);
		}
	}

	@FunctionalInterface
	private interface Writing {

		void to(DataOutputStream out) throws IOException;

	}

	@FunctionalInterface
	private interface Reading<T> {

		T from(DataInputStream in) throws IOException;

	}

}
