// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.sample.load.scenario;

import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Random;
import java.util.stream.LongStream;

import io.weir.sample.load.Answer;
import io.weir.sample.load.Outcome;
import io.weir.sample.load.Traffic;

/**
 * A big upload, then a big download, again and again with a pause between. Uploads go as
 * text, so that the access log may keep a piece of them, and only a piece.
 */
public final class BigTransfers implements Scenario {

	private static final int CHUNK_BYTES = 64 * 1024;

	private final HttpClient client = HttpClient.newHttpClient();

	private final long bytes;

	private final Duration first;

	public BigTransfers(long bytes, Duration first) {
		this.bytes = bytes;
		this.first = first;
	}

	@Override
	public String name() {
		return "big transfers";
	}

	@Override
	public void run(Traffic traffic) throws Exception {
		byte[] chunk = new byte[CHUNK_BYTES];
		new Random(7).nextBytes(chunk);
		String sha256 = sha256(chunk);
		if (!traffic.pause(this.first)) {
			return;
		}
		do {
			upload(traffic, chunk, sha256);
			download(traffic);
		}
		while (traffic.pause(Duration.ofSeconds(10)));
	}

	private void upload(Traffic traffic, byte[] chunk, String sha256) {
		BodyPublisher body = BodyPublishers.fromPublisher(BodyPublishers.ofByteArrays(() -> chunks(chunk)), this.bytes);
		Answer answer = traffic.upload("/files", body).join();
		if (traffic.ledger().expect("upload", 200, answer)) {
			traffic.ledger().add("bytes up", this.bytes);
			if (!answer.body().contains(":" + this.bytes + ",") || !answer.body().contains(sha256)) {
				traffic.ledger().complain("Uploaded " + this.bytes + " bytes of " + sha256 + ", got " + answer.body());
			}
		}
	}

	private Iterator<byte[]> chunks(byte[] chunk) {
		return LongStream.iterate(0, (sent) -> sent < this.bytes, (sent) -> sent + CHUNK_BYTES)
			.mapToObj((sent) -> (this.bytes - sent >= CHUNK_BYTES) ? chunk
					: Arrays.copyOf(chunk, (int) (this.bytes - sent)))
			.iterator();
	}

	private String sha256(byte[] chunk) throws Exception {
		MessageDigest digest = MessageDigest.getInstance("SHA-256");
		chunks(chunk).forEachRemaining(digest::update);
		return HexFormat.of().formatHex(digest.digest());
	}

	private void download(Traffic traffic) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(traffic.instance().resolve("/files/" + this.bytes)).build();
		var response = this.client.send(request, BodyHandlers.ofInputStream());
		traffic.noteExchange(Outcome.of(response.statusCode(), false));
		long received = 0;
		boolean intact = true;
		try (InputStream body = response.body()) {
			byte[] first = body.readNBytes(CHUNK_BYTES);
			received = first.length;
			for (byte[] next; (next = body.readNBytes(CHUNK_BYTES)).length > 0; received += next.length) {
				intact &= Arrays.equals(next, 0, next.length, first, 0, next.length);
			}
		}
		traffic.ledger().add("bytes down", received);
		if (received != this.bytes || !intact) {
			traffic.ledger().complain("Downloaded " + received + " of " + this.bytes + " bytes, intact: " + intact);
		}
	}

}
