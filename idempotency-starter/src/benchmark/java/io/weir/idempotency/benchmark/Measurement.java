// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.benchmark;

import java.util.List;
import java.util.Locale;

/**
 * One thing that is measured.
 */
interface Measurement {

	List<Row> run() throws Exception;

	/**
	 * A line of the table.
	 */
	record Row(String what, String value, String bound) {

		static Row of(String what, String bound, String format, Object... arguments) {
			return new Row(what, String.format(Locale.ROOT, format, arguments), bound);
		}

		@Override
		public String toString() {
			return "| " + this.what + " | " + this.value + " | " + this.bound + " |";
		}

	}

}
