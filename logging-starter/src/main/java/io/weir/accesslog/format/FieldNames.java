// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.format;

/**
 * Whose names the fields of an entry carry where the two differ.
 */
public enum FieldNames {

	/** OpenTelemetry's semantic conventions. */
	OTEL,

	/** The Elastic Common Schema. */
	ECS

}
