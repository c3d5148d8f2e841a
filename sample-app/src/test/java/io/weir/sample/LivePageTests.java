// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.sample;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

import io.weir.sample.browser.Chromium;
import io.weir.sample.browser.Page;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The live page in a browser: each button does what it says, on the page, in the charts
 * and in the log. Skipped where there is no Chromium.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LivePageTests {

	private static final Path SCREENSHOTS = Path.of("target/screenshots");

	private RunningSample sample;

	private Chromium chromium;

	private Page page;

	@BeforeAll
	void startBrowser() throws Exception {
		Optional<Path> executable = Chromium.executable();
		if (executable.isEmpty()) {
			System.out.println("LivePageTests skipped: no chromium on the path (Debian: apt-get install chromium)");
		}
		assumeTrue(executable.isPresent(), "no chromium on the path");
		this.sample = RunningSample.start();
		this.chromium = Chromium.start(executable.orElseThrow());
	}

	@AfterAll
	void stopBrowser() throws IOException {
		if (this.chromium != null) {
			this.chromium.close();
		}
		if (this.sample != null) {
			this.sample.close();
		}
	}

	@BeforeEach
	void openPage() {
		this.page = this.chromium.open();
		this.page.resize(1360, 1220);
		this.page.prefer("light");
		this.page.go(this.sample.base().resolve("/"));
		this.page.await("document.getElementById('state').textContent === 'live'");
	}

	@AfterEach
	void nothingWentWrongAndNobodyElseWasAsked() {
		assertThat(this.page.errors()).as("errors on the console").isEmpty();
		assertThat(this.page.requests()).isNotEmpty().allSatisfy((uri) -> {
			if ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) {
				assertThat(uri.getAuthority()).isEqualTo(this.sample.base().getAuthority());
			}
		});
		this.page.close();
	}

	@Test
	@Order(1)
	void showsReplayAndReuseWhenPaymentIsSentAgain() {
		click("pay");
		happened("201 created");
		click("again");
		happened("201 replayed");
		click("other");
		happened("422, key is already used");
		charted("replayed");
		inLog("POST/payments201replayed");
		inLog("POST/payments422");
		this.page.await("document.getElementById('tile-replays').textContent !== '0'");
	}

	@Test
	@Order(2)
	void showsOnePaymentWhen200ComeAtOnce() {
		click("storm");
		happened("1 made");
		String storm = this.page.evaluate("document.getElementById('happened').innerText").asString();
		assertThat(storm).containsPattern("\\d+ (replayed|409, outstanding)");
		charted("executed");
	}

	@Test
	@Order(3)
	void showsThemWaitingWhen300WaitForOne() {
		click("wait");
		charted("waiting duplicates");
		charted("lock entries");
		happened("299 replayed");
	}

	@Test
	@Order(4)
	void showsBytesWhenOneGigabyteGoesUpAndDown() {
		click("upload");
		happened("uploaded");
		happened("1,073,741,824 bytes");
		click("download");
		happened("downloaded");
		inLog("POST/files200");
		inLog("GET/files/1073741824200");
	}

	@Test
	@Order(5)
	void showsRedactedBodiesWhenTheyAreOn() {
		click("bodies");
		happened("bodies on");
		click("pay");
		this.page.await("[...document.querySelectorAll('.bodies')].some((body) => body.innerText.includes('***'))");
		String log = this.page.evaluate("document.getElementById('entries').innerText").asString();
		assertThat(log).contains("Ada Lovelace").doesNotContain("4111");
		click("bodies");
		happened("off");
	}

	@Test
	@Order(6)
	void doesTheSameWhenKeysAreUsed() {
		this.page.press("1");
		happened("201 created");
		this.page.press("2");
		happened("201 replayed");
		assertThat(this.page.evaluate("document.activeElement.dataset.action").asString()).isEqualTo("again");
		this.page.press("Tab");
		this.page.press("Enter");
		happened("422, key is already used");
	}

	@Test
	@Order(7)
	void fitsWhenWindowIsNarrow() throws Exception {
		this.page.resize(390, 844);
		click("pay");
		happened("201 created");
		assertThat(this.page.evaluate("document.documentElement.scrollWidth").asInt()).isLessThanOrEqualTo(390);
		this.page.screenshot(SCREENSHOTS.resolve("narrow.png"));
	}

	@Test
	@Order(8)
	void looksWellInLightAndDarkWhileTrafficFlows() throws Exception {
		click("traffic");
		for (String action : new String[] { "pay", "again", "other", "storm", "upload", "wait", "download",
				"bodies" }) {
			click(action);
			this.page.await("document.querySelector('[data-action=" + action + "]').ariaBusy !== 'true'");
		}
		this.page.await("points.length > 40");
		this.page.screenshot(SCREENSHOTS.resolve("light.png"));
		this.page.prefer("dark");
		this.page.await("getComputedStyle(document.body).backgroundColor === 'rgb(11, 21, 25)'");
		this.page.screenshot(SCREENSHOTS.resolve("dark.png"));
		click("traffic");
	}

	private void click(String action) {
		this.page.evaluate("document.querySelector('[data-action=" + action + "]').click()");
	}

	private void happened(String text) {
		this.page.await("document.getElementById('happened').innerText.includes('" + text + "')");
	}

	private void inLog(String text) {
		this.page.await("[...document.querySelectorAll('.entry summary')].some((entry) => ['method', 'path', 'pill']"
				+ ".map((name) => [...entry.getElementsByClassName(name)].map((part) => part.textContent).join(''))"
				+ ".join('') === '" + text + "')");
	}

	// The drawn line of the series leaves the ground.
	private void charted(String label) {
		this.page.await("(() => { const line = document.querySelector('[data-series=\"" + label + "\"] .line');"
				+ " const heights = [...(line?.getAttribute('d') ?? '').matchAll(/ ([\\d.]+)/g)].map((each) => +each[1]);"
				+ " return Math.max(...heights) - Math.min(...heights) > 0; })()");
	}

}
