// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.util.BitSet;
import java.util.Collection;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A set of status codes, written as codes and classes: {@code 201}, {@code 2xx}, and
 * {@code !409} for what is left out of it. Order does not matter. Immutable.
 */
public final class StatusSet implements IntPredicate {

	private static final Pattern ENTRY = Pattern.compile("(!?)([1-5])([0-9x])([0-9x])", Pattern.CASE_INSENSITIVE);

	private final BitSet statuses = new BitSet();

	/**
	 * Creates a set.
	 * @param entries its entries
	 * @throws IllegalArgumentException when one is none; the message says what is allowed
	 */
	public StatusSet(Collection<String> entries) {
		BitSet excluded = new BitSet();
		for (String entry : entries) {
			Matcher matcher = ENTRY.matcher(entry.trim());
			if (!matcher.matches() || (isAny(matcher.group(3)) != isAny(matcher.group(4)))) {
				throw new IllegalArgumentException("weir.idempotency.record.statuses: '" + entry
						+ "' is no status: allowed are codes such as 201, classes"
						+ " such as 2xx, and both with ! in front to leave them out");
			}
			int hundreds = Integer.parseInt(matcher.group(2)) * 100;
			boolean any = isAny(matcher.group(3));
			int from = any ? hundreds : hundreds + Integer.parseInt(matcher.group(3) + matcher.group(4));
			(matcher.group(1).isEmpty() ? this.statuses : excluded).set(from, any ? from + 100 : from + 1);
		}
		this.statuses.andNot(excluded);
	}

	private static boolean isAny(String digit) {
		return digit.equalsIgnoreCase("x");
	}

	@Override
	public boolean test(int status) {
		return this.statuses.get(status);
	}

}
