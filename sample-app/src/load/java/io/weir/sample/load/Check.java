// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.sample.load;

import java.util.Locale;

/**
 * One thing that must hold.
 *
 * @param name what
 * @param expected what was expected
 * @param actual what was found
 * @param holds whether it holds
 */
record Check(String name, String expected, String actual, boolean holds) {

	static Check equal(String name, long expected, long actual) {
		return new Check(name, grouped(expected), grouped(actual), expected == actual);
	}

	static Check atMost(String name, long most, long actual) {
		return new Check(name, "≤ " + grouped(most), grouped(actual), actual <= most);
	}

	static Check atLeast(String name, long least, long actual) {
		return new Check(name, "≥ " + grouped(least), grouped(actual), actual >= least);
	}

	static Check between(String name, long least, long most, long actual) {
		String expected = (least == most) ? grouped(least) : grouped(least) + " to " + grouped(most);
		return new Check(name, expected, grouped(actual), least <= actual && actual <= most);
	}

	private static String grouped(long number) {
		return String.format(Locale.ROOT, "%,d", number);
	}

}
