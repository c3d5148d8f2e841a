// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.body;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BodyCaptureTests {

	private final BodyBudget budget = new BodyBudget(1000);

	@Test
	void keepsTheFirstBytesWhenTheBodyIsLonger() {
		BodyCapture capture = new BodyCapture(this.budget, 5, "text/plain;charset=ISO-8859-1");
		capture.append(ascii("abc"), 1, 2);
		capture.append((byte) 'd');
		capture.append(ByteBuffer.wrap(ascii("xefghix")), 1, 5);
		assertThat(text(capture)).isEqualTo("bcdef");
		assertThat(capture.truncated()).isTrue();
		assertThat(capture.contentType()).isEqualTo("text/plain");
		assertThat(capture.charset()).isEqualTo(StandardCharsets.ISO_8859_1);
		assertThat(this.budget.usedBytes()).isEqualTo(5);
	}

	@Test
	void keepsWholeCharactersWhenTextIsCut() {
		BodyCapture capture = new BodyCapture(this.budget, 6, "text/plain;charset=UTF-16");
		capture.append("a\ud83d");
		capture.append("\ude00\u00e9");
		assertThat(text(capture)).isEqualTo("a\ud83d\ude00");
		assertThat(capture.truncated()).isTrue();
		assertThat(capture.charset()).isEqualTo(StandardCharsets.UTF_8);
	}

	@Test
	void takesNothingMoreWhenSealed() {
		BodyCapture capture = new BodyCapture(this.budget, 100, "text/plain");
		capture.append(ascii("before"), 0, 6);
		capture.seal();
		capture.append(ascii("after"), 0, 5);
		assertThat(text(capture)).isEqualTo("before");
	}

	@Test
	void givesEverythingBackOnceWhenReleased() {
		BodyCapture capture = new BodyCapture(this.budget, 900, "text/plain");
		capture.append(new byte[300], 0, 300);
		capture.append(new byte[300], 0, 300);
		assertThat(this.budget.usedBytes()).isBetween(600L, 900L);
		capture.release();
		capture.release();
		capture.append(new byte[300], 0, 300);
		assertThat(this.budget.usedBytes()).isZero();
	}

	@Test
	void keepsNothingWhenTheMemoryOfAllBodiesIsUsed() {
		BodyCapture first = new BodyCapture(this.budget, 900, "text/plain");
		first.append(new byte[800], 0, 800);
		BodyCapture second = new BodyCapture(this.budget, 900, "text/plain");
		second.append(new byte[100], 0, 100);
		second.append(new byte[300], 0, 300);
		assertThat(second.overLimit()).isTrue();
		assertThat(second.omitted()).isNotNull();
		assertThat(second.length()).isZero();
		assertThat(this.budget.usedBytes()).isEqualTo(800);
		second.release();
		assertThat(this.budget.usedBytes()).isEqualTo(800);
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	private static String text(BodyCapture capture) {
		return new String(capture.bytes(), 0, capture.length(), capture.charset());
	}

}
