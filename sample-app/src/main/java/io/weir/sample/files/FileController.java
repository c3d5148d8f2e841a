// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.sample.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * Streams: an upload is hashed as it comes, a download is made as it goes. Neither takes
 * more memory than one chunk, whatever its size.
 */
@RestController
@RequestMapping("/files")
class FileController {

	private static final byte[] CHUNK = new byte[64 * 1024];

	static {
		new Random(42).nextBytes(CHUNK);
	}

	@PostMapping
	Receipt upload(InputStream body) throws IOException {
		MessageDigest sha256 = sha256();
		byte[] buffer = new byte[16 * 1024];
		long bytes = 0;
		for (int read; (read = body.read(buffer)) >= 0; bytes += read) {
			sha256.update(buffer, 0, read);
		}
		return new Receipt(bytes, HexFormat.of().formatHex(sha256.digest()));
	}

	/**
	 * A download: the same random 64 KB over and over, up to the bytes asked for.
	 */
	@GetMapping("/{bytes}")
	void download(@PathVariable long bytes, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		if (bytes < 0) {
			throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "The number of bytes must not be negative");
		}
		response.setContentType(MediaType.APPLICATION_OCTET_STREAM_VALUE);
		response.setContentLengthLong(bytes);
		if (HttpMethod.HEAD.matches(request.getMethod())) {
			return;
		}
		OutputStream out = response.getOutputStream();
		for (long left = bytes; left > 0; left -= CHUNK.length) {
			out.write(CHUNK, 0, (int) Math.min(left, CHUNK.length));
		}
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * What is known of an upload when it is over; nothing of it is stored.
	 *
	 * @param bytes how many bytes came
	 * @param sha256 their SHA-256, in hexadecimal
	 */
	record Receipt(long bytes, String sha256) {
	}

}
