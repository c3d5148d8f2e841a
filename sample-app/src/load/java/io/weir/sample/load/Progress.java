// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.sample.load;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Says what is going on: one line that moves on a terminal, a line every five seconds
 * elsewhere.
 */
final class Progress {

	private static final int QUIET_SECONDS = 5;

	private static final int BAR = 24;

	private final PrintStream out;

	private final boolean terminal = System.console() != null;

	private boolean lineOpen;

	Progress(PrintStream out) {
		this.out = out;
	}

	void say(String text) {
		this.out.println((this.lineOpen ? "\n" : "") + text);
		this.lineOpen = false;
	}

	Consumer<Drive> of(String phase, Duration duration) {
		return (drive) -> show(phase, duration.toSeconds(), drive);
	}

	private void show(String phase, long seconds, Drive drive) {
		int second = drive.timeline().second();
		if (drive.moments().isEmpty() || (!this.terminal && second % QUIET_SECONDS != 0)) {
			return;
		}
		Moment now = drive.moments().get(drive.moments().size() - 1);
		String outcomes = Arrays.stream(Outcome.values())
			.map((outcome) -> String.format(Locale.ROOT, "%,d %s", drive.timeline().total(outcome),
					outcome.name().toLowerCase(Locale.ROOT)))
			.filter((text) -> !text.startsWith("0 "))
			.collect(Collectors.joining(", "));
		int done = (int) Math.min(BAR, BAR * second / Math.max(1, seconds));
		String line = String.format(Locale.ROOT, "%-7s %s%s %3d/%ds  %s | heap %d MB, locks %d, waiting %d", phase,
				"█".repeat(done), "░".repeat(BAR - done), second, seconds, outcomes, now.heapBytes() >> 20, now.locks(),
				now.waiting());
		this.out.print(this.terminal ? "\r\033[K" + line : line + "\n");
		this.out.flush();
		this.lineOpen = this.terminal;
	}

}
