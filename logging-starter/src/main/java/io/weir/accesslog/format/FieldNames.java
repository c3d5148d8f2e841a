// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.format;

import io.weir.accesslog.AccessLogEntry;

/**
 * Whose names the fields of an entry carry where the two differ.
 */
public enum FieldNames {

	/** OpenTelemetry's semantic conventions. */
	OTEL,

	/** The Elastic Common Schema. */
	ECS;

	/**
	 * Tells every field of an entry that is not absent: its own, then those that
	 * customizers added.
	 * @param entry the entry
	 * @param visitor takes the fields
	 */
	public void visit(AccessLogEntry entry, FieldVisitor visitor) {
		EntryField.visitAll(entry, this, visitor);
	}

	/**
	 * Whether a name is that of a field of every entry, in either spelling, so that a
	 * customizer cannot have it.
	 * @param name the name
	 * @return whether it is taken
	 */
	public static boolean isTaken(String name) {
		return name.equals("@timestamp") || EntryField.all().stream().anyMatch((field) -> field.isNamed(name));
	}

	/**
	 * Whether a name and that of a field of every entry cannot both stand in a nested
	 * object: one would have to be a value and an object at once, as {@code user} and
	 * {@code user.name}.
	 * @param name the name
	 * @return whether it overlaps with one
	 */
	public static boolean isOverlapping(String name) {
		return EntryField.all()
			.stream()
			.flatMap(EntryField::allNames)
			.anyMatch((taken) -> isWithin(taken, name) || isWithin(name, taken));
	}

	/**
	 * Whether a dotted name is another one, or lies inside it.
	 * @param name the name
	 * @param outer the other one
	 * @return whether it is the same or inside
	 */
	public static boolean isWithin(String name, String outer) {
		return name.startsWith(outer) && (name.length() == outer.length() || name.charAt(outer.length()) == '.');
	}

}
