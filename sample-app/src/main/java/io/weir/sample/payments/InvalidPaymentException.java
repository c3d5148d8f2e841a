// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.sample.payments;

import java.util.Map;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/**
 * A payment that cannot be made as asked: 400, with what is wrong by member.
 */
@SuppressWarnings("serial")
class InvalidPaymentException extends ErrorResponseException {

	InvalidPaymentException(Map<String, String> errors) {
		super(HttpStatus.BAD_REQUEST);
		setTitle("Payment is not valid");
		setDetail(String.join("; ", errors.entrySet().stream().map((e) -> e.getKey() + " " + e.getValue()).toList()));
		getBody().setProperty("errors", errors);
	}

}
