// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.format;

import java.util.function.LongFunction;

/**
 * The text of a time to the second, rendered once a second: entries come in bursts that
 * share it. Safe for use by several threads.
 */
final class SecondClock {

	private final LongFunction<String> render;

	private volatile Rendered last;

	/**
	 * A clock.
	 * @param render from seconds since the epoch to text
	 */
	SecondClock(LongFunction<String> render) {
		this.render = render;
		this.last = new Rendered(0, render.apply(0));
	}

	String text(long epochMillis) {
		long second = Math.floorDiv(epochMillis, 1000L);
		Rendered rendered = this.last;
		if (rendered.second() != second) {
			rendered = new Rendered(second, this.render.apply(second));
			this.last = rendered;
		}
		return rendered.text();
	}

	private record Rendered(long second, String text) {
	}

}
