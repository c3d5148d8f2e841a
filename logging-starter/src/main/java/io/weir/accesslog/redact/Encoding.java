// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.redact;

/**
 * How one text is written inside another one.
 */
enum Encoding {

	/** With backslashes, as in JSON strings. */
	BACKSLASHES {
		@Override
		String decode(String text) {
			return JsonEscapes.decode(text, 0, text.length());
		}
	},

	/** With character references, as in XML. */
	REFERENCES {
		@Override
		String decode(String text) {
			return XmlReferences.decode(text);
		}
	},

	/** With percent signs, as in URLs and forms. */
	PERCENT_SIGNS {
		@Override
		String decode(String text) {
			return PercentText.decode(text, 0, text.length());
		}
	};

	/**
	 * Undoes it once. What is not written that way stays as it is.
	 */
	abstract String decode(String text);

}
