// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog;

/**
 * Decides what of a kept body may be logged. A bean of this type takes the place of the
 * one made from {@code weir.access-log.redact.*}.
 */
@FunctionalInterface
public interface BodyRedactor {

	/**
	 * Redacts the kept piece of one body. An exception leaves the body out of the entry.
	 * @param contentType the media type, parameters left out, in lower case
	 * @param text the kept piece, decoded
	 * @param truncated whether the body went on after the piece
	 * @return the text to log, or the reason why there is none
	 */
	BodyPreview redact(String contentType, String text, boolean truncated);

}
