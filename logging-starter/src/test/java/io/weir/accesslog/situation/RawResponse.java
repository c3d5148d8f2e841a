// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.situation;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * What a server sent on a connection that it closed after one response: read here from
 * the bytes, by nothing that the server is made of.
 */
record RawResponse(int status, String head, byte[] body) {

	static RawResponse parse(byte[] raw) {
		int start = 0;
		while (true) {
			int end = indexOf(raw, "\r\n\r\n", start);
			if (end < 0) {
				throw new AssertionError("No response: " + new String(raw, StandardCharsets.ISO_8859_1));
			}
			String head = new String(raw, start, end - start, StandardCharsets.ISO_8859_1);
			int status = Integer.parseInt(head.split(" ", 3)[1].strip());
			byte[] rest = Arrays.copyOfRange(raw, end + 4, raw.length);
			if (status >= 200 || status == 101) {
				boolean chunked = head.toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked");
				return new RawResponse(status, head, chunked ? unchunk(rest) : rest);
			}
			start = end + 4;
		}
	}

	private static byte[] unchunk(byte[] chunked) {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		int position = 0;
		while (position < chunked.length) {
			int end = indexOf(chunked, "\r\n", position);
			if (end < 0) {
				break;
			}
			String line = new String(chunked, position, end - position, StandardCharsets.ISO_8859_1);
			int size = Integer.parseInt(line.split(";")[0].strip(), 16);
			if (size == 0) {
				break;
			}
			int available = Math.min(size, chunked.length - end - 2);
			body.write(chunked, end + 2, available);
			position = end + 2 + size + 2;
		}
		return body.toByteArray();
	}

	private static int indexOf(byte[] bytes, String text, int from) {
		byte[] wanted = text.getBytes(StandardCharsets.ISO_8859_1);
		for (int i = from; i <= bytes.length - wanted.length; i++) {
			if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
				return i;
			}
		}
		return -1;
	}

	String text() {
		return new String(this.body, StandardCharsets.UTF_8);
	}

}
