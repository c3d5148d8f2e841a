// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.sample.payments;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A payment as the client asks for it, not yet checked.
 *
 * @param to who is paid, 1 to 100 characters
 * @param amount how much, above zero, two digits after the point
 * @param currency an ISO 4217 code
 */
record NewPayment(@Nullable String to, @Nullable BigDecimal amount, @Nullable String currency) {

	private static final int MAX_TO_LENGTH = 100;

	private static final int MAX_INTEGER_DIGITS = 12;

	/**
	 * What is wrong with this payment, by member; empty when nothing is.
	 */
	Map<String, String> errors() {
		Map<String, String> errors = new LinkedHashMap<>();
		if (this.to == null || this.to.isBlank() || this.to.length() > MAX_TO_LENGTH || !isText(this.to)) {
			errors.put("to", "must be 1 to " + MAX_TO_LENGTH + " characters, not all blank, none a control character");
		}
		if (this.amount == null || !isMoney(this.amount)) {
			errors.put("amount", "must be above 0, with at most " + MAX_INTEGER_DIGITS
					+ " digits before the point and 2 after it, as in \"12.30\"");
		}
		if (this.currency == null || !isCurrency(this.currency)) {
			errors.put("currency", "must be an ISO 4217 code, as in \"EUR\"");
		}
		return errors;
	}

	// A database may take neither a NUL nor half of a pair.
	private static boolean isText(String text) {
		return text.codePoints()
			.noneMatch((c) -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
	}

	private static boolean isMoney(BigDecimal amount) {
		// The exponent is looked at before anything expands it: 1e999999999 is a short
		// text.
		return amount.signum() > 0 && amount.precision() - (long) amount.scale() <= MAX_INTEGER_DIGITS
				&& amount.stripTrailingZeros().scale() <= 2;
	}

	private static boolean isCurrency(String code) {
		try {
			return Currency.getInstance(code).getDefaultFractionDigits() >= 0;
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

}
