// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.format;

import java.util.List;
import java.util.Map;

/**
 * Takes the fields of one entry, each by its kind. Absent ones are not told.
 */
public interface FieldVisitor {

	/**
	 * Takes a text.
	 * @param name the field's name
	 * @param value the text
	 */
	void text(String name, String value);

	/**
	 * Takes a whole number.
	 * @param name the field's name
	 * @param value the number
	 */
	void number(String name, long value);

	/**
	 * Takes a flag.
	 * @param name the field's name
	 * @param value the flag
	 */
	void flag(String name, boolean value);

	/**
	 * Takes headers.
	 * @param name the field's name
	 * @param values the headers, not empty
	 */
	void headers(String name, Map<String, List<String>> values);

	/**
	 * Takes a field that a customizer added.
	 * @param name the field's name
	 * @param value a string, number, boolean, or a list or map of such
	 */
	void added(String name, Object value);

}
